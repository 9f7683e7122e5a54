using Microsoft.OpenApi;

namespace Acsr.Shell;

/// <summary>The description of the machine interface, and its address.</summary>
internal static class Api
{
    private const string Document = "v1";

    public static IServiceCollection AddApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Acsr.Console", Version = Document, Description = "Send events of cases; read figures and published releases. Authorization: Bearer KEY." };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme> { ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" } };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
    });

    /// <summary><c>GET /openapi/v1.json</c>, for anybody: it holds no secret, and tools fetch it without a key.</summary>
    public static void MapApi(this IEndpointRouteBuilder routes) => routes.MapOpenApi().AllowAnonymous();
}
