using Microsoft.Extensions.Options;

namespace Acsr.Store;

/// <summary>Which database, and where. Section <c>Store</c>.</summary>
public sealed class StoreOptions
{
    public const string Section = "Store";

    /// <summary><c>Sqlite</c> (one process, one file) or <c>Postgres</c> (several nodes).</summary>
    public string Provider { get; set; } = "Sqlite";

    /// <summary>Of ADO.NET; for SQLite <c>Data Source=acsr.db</c>.</summary>
    public string ConnectionString { get; set; } = "Data Source=acsr.db";

    /// <summary>Throws with the key to mend when the provider is unknown.</summary>
    public bool IsPostgres => Provider.ToUpperInvariant() switch
    {
        "SQLITE" => false,
        "POSTGRES" or "POSTGRESQL" => true,
        _ => throw new OptionsValidationException(Section, typeof(StoreOptions), [$"Store:Provider is '{Provider}'; use Sqlite or Postgres (environment variable Store__Provider)."]),
    };
}

/// <summary>A setting is not allowed; the message names its key and how to mend it.</summary>
public sealed class SettingException(string message) : Exception(message);
