namespace Acsr.Releases.Redaction;

/// <summary>Numbers published as examples of each scheme, and the same with one digit wrong (formats J.1).</summary>
public sealed class ChecksumTests
{
    [Theory]
    [InlineData("4012888888881881", true)]
    [InlineData("5555 5555 5555 4444", true)]
    [InlineData("3782-822463-10005", true)]
    [InlineData("4012888888881882", false)]
    public void Luhn(string number, bool right) => Assert.Equal(right, Checksums.Luhn(number));

    [Theory]
    [InlineData("DE89370400440532013000", true)]
    [InlineData("de89 3704 0044 0532 0130 00", true)]
    [InlineData("GB29NWBK60161331926819", true)]
    [InlineData("IL150120690000003111111", true)]
    [InlineData("DE89370400440532013001", false)]
    [InlineData("DE8937040044053201300", false)]
    [InlineData("ZZ89370400440532013000", false)]
    public void Iban(string number, bool right) => Assert.Equal(right, Checksums.Iban(number));

    [Theory]
    [InlineData("401-023-2137", true)]
    [InlineData("943 476 5919", true)]
    [InlineData("943 476 5918", false)]
    public void Nhs(string number, bool right) => Assert.Equal(right, Checksums.Nhs(number));

    [Theory]
    [InlineData("121000358", true)]
    [InlineData("121000359", false)]
    public void Routing(string number, bool right) => Assert.Equal(right, Checksums.AbaRouting(number));

    [Theory]
    [InlineData("536-90-4399", true)]
    [InlineData("000-12-3456", false)]
    [InlineData("666-12-3456", false)]
    [InlineData("536-00-4399", false)]
    [InlineData("536-90-0000", false)]
    [InlineData("111-11-1111", false)]
    [InlineData("078-05-1120", false)]
    [InlineData("987-65-4321", false)]
    [InlineData("536-90.4399", false)]
    public void SocialSecurity(string number, bool right) => Assert.Equal(right, Checksums.UsSsn(number));

    // The first is of the genesis block of Bitcoin, the second of its wiki on version 1 addresses.
    [Theory]
    [InlineData("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", true)]
    [InlineData("16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM", true)]
    [InlineData("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", false)]
    public void Bitcoin(string address, bool right) => Assert.Equal(right, Checksums.Base58Check(address));

    [Theory]
    [InlineData("86095742719", true)]
    [InlineData("47036892816", true)]
    [InlineData("86095742718", false)]
    [InlineData("12345678903", false)]
    public void GermanTax(string number, bool right) => Assert.Equal(right, Checksums.GermanTaxId(number));
}
