namespace Acsr.Commands.Demo;

/// <summary>Something the shop sells.</summary>
/// <param name="Sku">Article number.</param>
/// <param name="Name">As customers call it, without the colour.</param>
/// <param name="Category">lighting, ceramics, textiles, furniture, kitchen or decor.</param>
/// <param name="Price">Pounds.</param>
/// <param name="Colours">At least two.</param>
internal sealed record Product(string Sku, string Name, string Category, decimal Price, string[] Colours);

/// <summary>The range of Harbour &amp; Finch, and what goes wrong with each kind of thing.</summary>
internal static class Catalogue
{
    public static readonly Product[] Products =
    [
        new("LMP-014", "Marlow table lamp", "lighting", 64.00m, ["brass", "matt black", "sage"]),
        new("LMP-022", "Lantern floor lamp", "lighting", 129.00m, ["oak", "walnut"]),
        new("LMP-031", "Pier pendant light", "lighting", 89.00m, ["smoke glass", "clear glass"]),
        new("LMP-040", "Dusk bedside light", "lighting", 38.50m, ["ivory", "terracotta"]),
        new("LMP-047", "Cove wall light", "lighting", 54.00m, ["brass", "chrome"]),
        new("CER-003", "Tideline dinner plate set", "ceramics", 72.00m, ["sea blue", "chalk"]),
        new("CER-009", "Pebble serving bowl", "ceramics", 34.00m, ["stone", "moss"]),
        new("CER-012", "Gull mug set", "ceramics", 28.00m, ["chalk", "slate"]),
        new("CER-018", "Estuary vase", "ceramics", 45.00m, ["sea blue", "sand"]),
        new("CER-025", "Kiln teapot", "ceramics", 39.00m, ["slate", "ochre"]),
        new("TEX-002", "Tideline linen duvet set", "textiles", 118.00m, ["oatmeal", "dusky pink", "sea blue"]),
        new("TEX-006", "Harbour wool throw", "textiles", 69.00m, ["charcoal", "oatmeal"]),
        new("TEX-011", "Finch cotton quilt", "textiles", 95.00m, ["white", "sage"]),
        new("TEX-015", "Sailcloth cushion", "textiles", 26.00m, ["navy", "mustard"]),
        new("TEX-019", "Mooring bath towel set", "textiles", 42.00m, ["white", "teal"]),
        new("TEX-027", "Saltmarsh rug", "textiles", 185.00m, ["grey", "sand"]),
        new("FUR-004", "Oakwell side table", "furniture", 149.00m, ["oak", "walnut"]),
        new("FUR-007", "Oakwell bookcase", "furniture", 289.00m, ["oak", "white"]),
        new("FUR-010", "Brindle armchair", "furniture", 449.00m, ["forest green", "rust"]),
        new("FUR-013", "Skipper desk", "furniture", 259.00m, ["oak", "black"]),
        new("FUR-016", "Perch bar stool", "furniture", 98.00m, ["oak", "black"]),
        new("FUR-020", "Landing coat stand", "furniture", 79.00m, ["walnut", "white"]),
        new("KIT-001", "Galley cast-iron pan", "kitchen", 58.00m, ["black", "sea blue"]),
        new("KIT-005", "Galley knife block", "kitchen", 110.00m, ["oak", "walnut"]),
        new("KIT-008", "Stovetop kettle", "kitchen", 49.00m, ["cream", "red"]),
        new("KIT-012", "Rolling oak chopping board", "kitchen", 32.00m, ["light oak", "smoked oak"]),
        new("KIT-017", "Bramble storage jar set", "kitchen", 36.00m, ["clear", "amber"]),
        new("KIT-021", "Wharf pepper mill", "kitchen", 24.50m, ["beech", "black"]),
        new("DEC-002", "Compass wall mirror", "decor", 84.00m, ["brass", "black"]),
        new("DEC-006", "Driftwood picture frame", "decor", 22.00m, ["natural", "white"]),
        new("DEC-009", "Keel wall clock", "decor", 56.00m, ["navy", "oak"]),
        new("DEC-013", "Fern plant stand", "decor", 48.00m, ["black", "bamboo"]),
        new("DEC-018", "Rope storage basket", "decor", 31.00m, ["natural", "grey"]),
        new("DEC-022", "Heron bookend pair", "decor", 37.00m, ["bronze", "white"]),
    ];

    /// <summary>Completes “My lamp …”; true of anything in the category.</summary>
    public static string[] Defects(string category) => category switch
    {
        "lighting" => ["flickers and then goes out after a minute", "no longer comes on at the first try", "buzzes loudly as soon as it is switched on", "has stopped working although the bulb is new"],
        "ceramics" => ["has fine cracks all over the glaze", "is losing its glaze along the rim", "has a hairline crack that keeps growing", "has a chip where the glaze was thin from the start"],
        "textiles" => ["is coming apart at the seam", "is fraying along one edge", "is shedding fibres everywhere", "has gone thin in the middle"],
        "furniture" => ["wobbles however tight I do up the screws", "has a panel that is splitting along the grain", "creaks and leans to one side", "has a joint that has come loose"],
        "kitchen" => ["has a crack that gets longer by the week", "has a finish that comes off in flakes", "has come apart at the join", "has warped and no longer stands flat"],
        _ => ["has a join that has come loose", "has a finish that is peeling", "is coming apart on one side", "has discoloured although it never stood in the sun"],
    };

    /// <summary>Completes “It arrived with …”; possible with anything in the category.</summary>
    public static string[] Damage(string category) => category switch
    {
        "lighting" => ["a shattered shade", "a bent stem", "the cable torn out of the base"],
        "ceramics" => ["a crack right across the base", "a piece broken off", "a big chip on the rim"],
        "textiles" => ["a long tear along the edge", "an oily stain in the middle", "a hole from the box cutter"],
        "furniture" => ["a long scratch across the top", "a split along one side", "one corner crushed"],
        "kitchen" => ["a crack down one side", "a deep dent in the side", "a chip out of the edge"],
        _ => ["deep scratches on the front", "a dent in one side", "a corner snapped off"],
    };

    public static readonly string[] Reasons =
    [
        "the colour is darker than it looked online", "it is bigger than I expected", "it doesn't match the rest of the room", "I was given the same one as a present",
        "my partner had already ordered one", "it feels thinner than I hoped", "it doesn't fit the space I had in mind", "I found something that suits us better",
    ];
}
