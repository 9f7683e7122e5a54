using System.Text;
using System.Text.RegularExpressions;
using Acsr.Cases;
using CsCheck;

namespace Acsr.Releases.Redaction;

public sealed class RedactionTests
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("sixteen bytes or more");

    [Theory]
    [InlineData("My card is 4012 8888 8888 1881, thanks", "My card is <CREDIT_CARD>, thanks")]
    [InlineData("Order 4012 8888 8888 1882 is late", "Order 4012 8888 8888 1882 is late")]
    [InlineData("IBAN DE89 3704 0044 0532 0130 00 from my bank", "IBAN <IBAN_CODE> from my bank")]
    [InlineData("pay GB29NWBK60161331926819 from Monday", "pay <IBAN_CODE> from Monday")]
    [InlineData("write to jane.doe+shop@example.co.uk please", "write to <EMAIL_ADDRESS> please")]
    [InlineData("my SSN is 536-90-4399", "my SSN is <US_SSN>")]
    [InlineData("my social security number: 536904399", "my social security number: <US_SSN>")]
    [InlineData("reservation 536904399", "reservation 536904399")]
    [InlineData("call me at +44 20 7946 0958 after five", "call me at <PHONE_NUMBER> after five")]
    [InlineData("or (212) 736-5000 in the evening", "or <PHONE_NUMBER> in the evening")]
    [InlineData("NHS 943 476 5919", "NHS <UK_NHS>")]
    [InlineData("from 192.168.10.20 at noon", "from <IP_ADDRESS> at noon")]
    [InlineData("version 192.168.10.20.1 at noon", "version 192.168.10.20.1 at noon")]
    [InlineData("key AKIAIOSFODNN7EXAMPLE leaked", "key <SECRET> leaked")]
    [InlineData("password: hunter2!x", "<SECRET>")]
    [InlineData("password: aaaaaa", "password: aaaaaa")]
    [InlineData("The fee is $120.50 for 3 bags on 2026-11-23.", "The fee is $120.50 for 3 bags on 2026-11-23.")]
    [InlineData("Flight HAT136 on May 20, seat 12C", "Flight HAT136 on May 20, seat 12C")]
    public void What_names_a_person_or_opens_a_door_is_taken_out_and_nothing_else(string text, string clean) =>
        Assert.Equal(clean, Regex.Replace(new Redactor(new Pseudonyms(Key)).Redact(text, []), "_[A-Z2-7]{6}>", ">"));

    [Fact]
    public void A_word_stands_for_the_same_value_in_one_release_and_for_another_in_the_next()
    {
        var here = new Pseudonyms(Key);
        var elsewhere = new Pseudonyms(Encoding.UTF8.GetBytes("another key of a release"));

        Assert.Equal(here.Of("PERSON", "Jane  Doe "), here.Of("PERSON", "jane doe"));
        Assert.NotEqual(here.Of("PERSON", "Jane Doe"), here.Of("PERSON", "Jane Roe"));
        Assert.NotEqual(here.Of("PERSON", "Jane Doe"), elsewhere.Of("PERSON", "Jane Doe"));
        Assert.Matches("^<PERSON_[A-Z2-7]{6}>$", here.Of("PERSON", "Jane Doe"));
        Assert.Throws<ArgumentException>(() => new Pseudonyms(new byte[15]));
    }

    [Fact]
    public void Names_that_tools_returned_are_found_in_all_that_is_said()
    {
        var folded = new FoldedCase(new Case { Id = "c", Customer = "mia_li_3668" },
        [
            new Step { Id = "1", Kind = StepKind.Tool, Name = "get_user", Input = """{"user_id":"mia_li_3668"}""", Output = """{"name":{"first_name":"Mia","last_name":"Li-Wang"},"address":{"city":"Austin","zip":"78750"},"email":"mia@example.com","membership":{"name":"gold"}}""" },
            new Step { Id = "2", Kind = StepKind.Message, Role = Role.Customer, Text = "My name is Ann Bolton, I book for Mia" },
        ], [], []);

        var known = KnownValues.Of(folded);

        Assert.Equal([("mia@example.com", "EMAIL_ADDRESS"), ("mia_li_3668", "CUSTOMER"), ("Ann Bolton", "PERSON"), ("Li-Wang", "PERSON"), ("Austin", "ADDRESS"), ("Bolton", "PERSON"), ("78750", "ADDRESS"), ("Ann", "PERSON"), ("Mia", "PERSON")], known);
        var clean = new Redactor(new Pseudonyms(Key)).Redact("Mia Li-Wang of austin is gold, says Ann; a mian thing, 787501", known);
        Assert.Equal("<PERSON> <PERSON> of <ADDRESS> is gold, says <PERSON>; a mian thing, 787501", Regex.Replace(clean, "_[A-Z2-7]{6}>", ">"));
    }

    [Fact]
    public void Text_without_digits_signs_and_known_values_stays_as_it_is() => Gen.String[Gen.Char["abcdefg hijklm nopqrst.,!? uvwxyz"], 0, 200].Sample(text =>
        Assert.Equal(text, new Redactor(new Pseudonyms(Key)).Redact(text, [])), iter: 200);

    [Fact]
    public void What_is_clean_stays_clean() => Gen.Select(Gen.OneOf(Gen.Const("jane@example.com"), Gen.Const("4012888888881881"), Gen.Const("+44 20 7946 0958"), Gen.Const("Mia"), Gen.Const("DE89370400440532013000"), Gen.Const("192.168.1.9")), Gen.String[Gen.Char["ab c.,"], 0, 30], Gen.String[Gen.Char["ab c.,"], 0, 30]).Sample((value, before, after) =>
    {
        var redactor = new Redactor(new Pseudonyms(Key));
        var once = redactor.Redact($"{before} {value} {after}", [("Mia", "PERSON")]);
        Assert.DoesNotContain(value, once, StringComparison.Ordinal);
        Assert.Equal(once, redactor.Redact(once, [("Mia", "PERSON")]));
    }, iter: 300);
}
