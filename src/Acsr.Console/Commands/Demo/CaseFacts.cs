using System.Globalization;
using Acsr.Commands.Demo.Intents;

namespace Acsr.Commands.Demo;

/// <summary>What is true in one case: who, which order, which dates and sums. Texts take their slots from here, and so do the tools.</summary>
internal sealed class CaseFacts
{
    private static readonly string[] Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private CaseFacts(Customer customer, Product product, string language)
    {
        (Customer, Product, _language) = (customer, product, language);
    }

    private readonly string _language;

    public Customer Customer { get; }
    public Product Product { get; }
    public required string Order { get; init; }
    public required string Status { get; init; }
    public required DateTime Today { get; init; }
    public required DateTime Placed { get; init; }
    public required DateTime Delivered { get; init; }
    public required DateTime Due { get; init; }
    public required DateTime Arrives { get; init; }
    public required DateTime Sent { get; init; }
    public required DateTime Booked { get; init; }
    public required string Colour { get; init; }
    public required string OtherColour { get; init; }
    public required string Carrier { get; init; }
    public required string Tracking { get; init; }
    public required string Hub { get; init; }
    public required decimal Total { get; init; }
    public required string Code { get; init; }
    public required int Percent { get; init; }
    public required (string City, string Postcode, string Street) NewAddress { get; init; }
    public required string Voucher { get; init; }
    public required string Colleague { get; init; }
    public required string Defect { get; init; }
    public required string Damage { get; init; }
    public required string Why { get; init; }

    public decimal Saving => Math.Round(Total * Percent / 100, 2);
    public int Points => (int)Total;
    public DateTime WindowEnds => Delivered.AddDays(30);

    /// <summary>What the templates' slots stand for.</summary>
    public IReadOnlyDictionary<string, string> Slots => field ??= Fill();

    /// <summary>Invents the facts that fit an intent; <paramref name="refused"/> when the policy is to stand against the customer.</summary>
    public static CaseFacts Invent(Dice dice, Intent intent, string language, Customer customer, DateTime today, bool refused)
    {
        var product = dice.Pick([.. Catalogue.Products.Where(product => intent.Categories.Length == 0 || intent.Categories.Contains(product.Category))]);
        var (low, high) = refused ? intent.RefusedAge : intent.Age;
        var placed = today.Date.AddDays(-dice.Between(low, high));
        var colours = dice.Draw(product.Colours, 2);
        var sent = today.Date.AddDays(-dice.Between(6, 9));
        return new CaseFacts(customer, product, language)
        {
            Order = $"HF-{dice.Between(31_000, 98_999)}",
            Status = refused ? intent.RefusedStatus : intent.Status,
            Today = today.Date,
            Placed = placed,
            Delivered = placed.AddDays(3),
            Due = placed.AddDays(dice.Between(4, 5)),
            Arrives = today.Date.AddDays(dice.Between(1, 4)),
            Sent = sent,
            Booked = sent.AddDays(dice.Between(3, 5)),
            Colour = colours[0],
            OtherColour = colours[1],
            Carrier = dice.Pick(["Parcelway", "NorthPost", "Swiftline"]),
            Tracking = $"{dice.Pick(["PW", "NP", "SL"])}{dice.Between(100, 999)} {dice.Between(100, 999)} {dice.Between(100, 999)}",
            Hub = dice.Pick(["Daventry", "Warrington", "Reading", "Wakefield", "Avonmouth", "Bellshill"]),
            Total = product.Price + dice.Pick([0m, 0m, 3.95m, 22.00m, 28.00m, 36.50m, 54.00m]),
            Code = dice.Pick(["WELCOME10", "SPRING15", "NEST20", "FINCH10", "HOMEWARM15"]),
            Percent = dice.Pick([10, 15, 20]),
            NewAddress = Customer.Address(dice),
            Voucher = $"HF{dice.Between(10, 99)}-{(char)('A' + dice.Between(0, 25))}{dice.Between(1000, 9999)}",
            Colleague = dice.Pick(Colleagues),
            Defect = dice.Pick(Catalogue.Defects(product.Category)),
            Damage = dice.Pick(Catalogue.Damage(product.Category)),
            Why = dice.Pick(Catalogue.Reasons),
        };
    }

    private static readonly string[] Colleagues = ["Priya", "Tom", "Marta", "Callum", "Aisha", "Ewan", "Lena", "Josh", "Beth"];

    /// <summary>The pseudonym under which a colleague's overrides are logged.</summary>
    public string ColleagueReference => $"colleague-{Array.IndexOf(Colleagues, Colleague) + 11}";

    /// <summary>The day as people in this language write it.</summary>
    public string Day(DateTime day) => _language switch
    {
        "de" => $"{day.Day}.{day.Month}.",
        "fr" => $"{day:dd}/{day:MM}",
        _ => $"{day.Day} {Months[day.Month - 1]}",
    };

    public static string Pounds(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"£{amount:0.00}");

    private Dictionary<string, string> Fill() => new()
    {
        ["first"] = Customer.First,
        ["name"] = $"{Customer.First} {Customer.Last}",
        ["email"] = Customer.Email,
        ["order"] = Order,
        ["product"] = Product.Name,
        ["colour"] = Colour,
        ["colour2"] = OtherColour,
        ["price"] = Pounds(Product.Price),
        ["total"] = Pounds(Total),
        ["placed"] = Day(Placed),
        ["due"] = Day(Due),
        ["arrives"] = Day(Arrives),
        ["delivered"] = Day(Delivered),
        ["firstparcel"] = Day(Delivered.AddDays(-5)),
        ["sent"] = Day(Sent),
        ["booked"] = Day(Booked),
        ["window"] = Day(WindowEnds),
        ["days"] = ((int)(Today - Delivered).TotalDays).ToString(CultureInfo.InvariantCulture),
        ["months"] = Math.Max(1, (int)((Today - Delivered).TotalDays / 30.4)).ToString(CultureInfo.InvariantCulture),
        ["carrier"] = Carrier,
        ["tracking"] = Tracking,
        ["hub"] = Hub,
        ["street"] = Customer.Street,
        ["postcode"] = Customer.Postcode,
        ["city"] = Customer.City,
        ["street2"] = NewAddress.Street,
        ["postcode2"] = NewAddress.Postcode,
        ["city2"] = NewAddress.City,
        ["code"] = Code,
        ["percent"] = Percent.ToString(CultureInfo.InvariantCulture),
        ["saving"] = Pounds(Saving),
        ["points"] = Points.ToString(CultureInfo.InvariantCulture),
        ["member"] = Customer.Member,
        ["voucher"] = Voucher,
        ["invoice"] = $"INV-{Order[3..]}",
        ["company"] = Customer.Company,
        ["defect"] = Defect,
        ["damage"] = Damage,
        ["why"] = Why,
        ["colleague"] = Colleague,
    };
}
