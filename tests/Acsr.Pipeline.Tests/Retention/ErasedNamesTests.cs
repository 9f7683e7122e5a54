using Acsr.Cases;
using Acsr.Releases;

namespace Acsr.Retention;

public sealed class ErasedNamesTests
{
    [Fact]
    public void A_customer_is_known_by_what_names_nobody_else()
    {
        var folded = new FoldedCase(
            new Case { Id = "c-1", Customer = "anna-77" },
            [
                Given.Said("m", Role.Customer, "My name is Anna Zed, call me at +1 415 555 2671, card 4111 1111 1111 1111."),
                Given.Called("t", "get_order", """{"order_id": "W2378156"}""", """{"customer": {"first_name": "Anna", "email": "anna@example.org", "address": {"city": "Houston", "address1": "12 High Street", "zip": "77001"}}, "total": 50, "items": [{"order": 7}], "year": 2026}"""),
            ],
            [], []);

        var names = ErasedNames.Of(folded);

        Assert.Superset(new HashSet<string> { "c-1", "anna-77", "Anna Zed", "W2378156", "anna@example.org", "12 High Street", "4111 1111 1111 1111" }, names.ToHashSet());
        Assert.DoesNotContain("Anna", names);
        Assert.DoesNotContain("Houston", names);
        Assert.DoesNotContain("7", names);
        Assert.DoesNotContain("2026", names);
    }

    [Fact]
    public void A_sum_of_money_names_nobody_and_the_number_of_a_payment_does()
    {
        var folded = new FoldedCase(new Case { Id = "c-1" }, [Given.Called("t", "pay", """{"payment": 15000, "payments": ["129.95"], "payment_id": 8812345, "customer": 15001, "order": "4470.00"}""", "{}")], [], []);

        Assert.Equal(["15001", "8812345", "c-1"], ErasedNames.Of(folded).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_whole_names_are_found_in_whatever_case()
    {
        var pattern = ErasedNames.Pattern(["W23", "anna.z"])!;

        Assert.Equal("order (x), not W231; mail (x)@", pattern.Replace("order w23, not W231; mail Anna.Z@", "(x)"));
        Assert.Null(ErasedNames.Pattern([]));
    }
}
