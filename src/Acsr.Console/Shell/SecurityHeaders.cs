namespace Acsr.Shell;

/// <summary>The headers of every answer. Scripts run from our own files with the page's nonce only; nothing is evaluated, framed or fetched elsewhere.</summary>
internal static class SecurityHeaders
{
    public static HeaderPolicyCollection Policy() => new HeaderPolicyCollection()
        .AddFrameOptionsDeny()
        .AddContentTypeOptionsNoSniff()
        .AddReferrerPolicyStrictOriginWhenCrossOrigin()
        .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
        .AddPermissionsPolicy(policy =>
        {
            policy.AddCamera().None();
            policy.AddMicrophone().None();
            policy.AddGeolocation().None();
            policy.AddUsb().None();
            policy.AddPayment().None();
        })
        .AddContentSecurityPolicy(policy =>
        {
            policy.AddDefaultSrc().None();
            policy.AddBaseUri().Self();
            policy.AddFormAction().Self();
            policy.AddFrameAncestors().None();
            policy.AddObjectSrc().None();
            policy.AddImgSrc().Self().Data();
            policy.AddFontSrc().Self();
            policy.AddConnectSrc().Self();
            policy.AddManifestSrc().Self();
            policy.AddScriptSrc().Self().WithNonce();
            policy.AddStyleSrcElem().Self().WithNonce();
            // Blazor sets style attributes by setAttribute: virtualised lists lose the height of what is not drawn without this.
            policy.AddStyleSrcAttr().UnsafeInline();
        });
}
