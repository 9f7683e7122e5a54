namespace Acsr.Access;

/// <summary>
/// Marks an endpoint that pages in browsers call: the key, which is no secret there, may stand in the address as <c>key</c>, for a beacon
/// sends no headers of its own; and it has to be bound to origins.
/// </summary>
internal sealed record PageKey
{
    public static readonly PageKey Instance = new();
}
