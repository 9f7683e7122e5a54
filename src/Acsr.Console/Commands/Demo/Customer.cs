namespace Acsr.Commands.Demo;

/// <summary>A made-up customer. The same number is the same person in every case.</summary>
internal sealed record Customer(string Reference, string First, string Last, string Email, string City, string Postcode, string Street, string Member, string Company)
{
    /// <summary>People who write to the shop; some of them do so more than once.</summary>
    public const int Count = 2400;

    private static readonly string[] Firsts =
    [
        "Amelia", "Oliver", "Priya", "Jack", "Sofia", "Thomas", "Hannah", "Mohammed", "Grace", "Daniel", "Chloe", "Samuel", "Isla", "Rhys", "Fatima", "George",
        "Nina", "Callum", "Ruth", "Leo", "Imogen", "Arthur", "Zara", "Felix", "Eleanor", "Kwame", "Maisie", "Henry", "Alice", "Tomasz", "Freya", "Owen",
        "Beatrice", "Luca", "Martha", "Ravi", "Poppy", "Hugo", "Lydia", "Ethan", "Clara", "Noah", "Yasmin", "Peter", "Ingrid", "Joseph", "Carys", "Ben",
    ];

    private static readonly string[] Lasts =
    [
        "Barker", "Shah", "Whitfield", "Okafor", "Lindqvist", "Murray", "Hughes", "Patel", "Fletcher", "Novak", "Armstrong", "Begum", "Carter", "Doyle", "Ellison",
        "Farrell", "Goddard", "Hale", "Iqbal", "Jennings", "Kowalska", "Lambert", "Mercer", "Nash", "Osborne", "Pryce", "Quinn", "Rowe", "Sinclair", "Thorne",
        "Underwood", "Vaughan", "Walsh", "Yates", "Ashworth", "Bellamy", "Croft", "Drummond", "Everett", "Frost",
    ];

    private static readonly (string City, string Postcode)[] Places =
    [
        ("Bristol", "BS6 7"), ("Leeds", "LS7 4"), ("Norwich", "NR2 3"), ("Edinburgh", "EH6 5"), ("Cardiff", "CF11 9"), ("Sheffield", "S11 8"), ("Brighton", "BN3 1"),
        ("Manchester", "M20 2"), ("York", "YO24 1"), ("Exeter", "EX4 6"), ("Newcastle", "NE2 1"), ("Bath", "BA2 4"), ("Nottingham", "NG5 2"), ("Glasgow", "G12 8"),
        ("Oxford", "OX4 1"), ("Canterbury", "CT1 3"), ("Liverpool", "L17 3"), ("Cambridge", "CB1 3"),
    ];

    private static readonly string[] Streets =
    [
        "Mill Lane", "Chapel Street", "Orchard Road", "Victoria Terrace", "Station Road", "Elm Grove", "Queens Parade", "Cathedral Close", "Hill View",
        "Wharf Road", "Priory Avenue", "Beech Crescent", "Church Walk", "Canal Street", "Meadow Way", "Albert Road",
    ];

    private static readonly string[] Companies =
    [
        "Fern & Field Interiors Ltd", "Northlight Studio Ltd", "The Corner Practice LLP", "Saltbox Design Ltd", "Bluebell Nurseries Ltd", "Ridgeway Dental Ltd", "Parlour Lettings Ltd",
    ];

    public static Customer Number(int number)
    {
        var dice = Dice.For(number, DateTime.UnixEpoch, 0, salt: 0xC057);
        var (first, last) = (dice.Pick(Firsts), dice.Pick(Lasts));
        var (city, postcode, street) = Address(dice);
        return new Customer($"cust-{number + 10_000}", first, last, $"{first}.{last}@mail.example".ToLowerInvariant(), city, postcode, street, $"FC-{204_000 + (number * 7)}", dice.Pick(Companies));
    }

    /// <summary>A town, a post code in it and a street with a house number.</summary>
    public static (string City, string Postcode, string Street) Address(Dice dice)
    {
        var (city, area) = dice.Pick(Places);
        return (city, $"{area}{(char)('A' + dice.Between(0, 20))}{(char)('A' + dice.Between(0, 20))}", $"{dice.Between(1, 148)} {dice.Pick(Streets)}");
    }
}
