using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Acsr.Delivery;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("192.0.0.192")]
    [InlineData("198.18.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::10.0.0.1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:1::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void What_only_this_machine_can_reach_is_refused(string address) => Assert.False(Guard().Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("64:ff9b::93.184.216.34")]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946")]
    public void What_everybody_can_reach_is_let_through(string address) => Assert.True(Guard().Allows(IPAddress.Parse(address)));

    [Fact]
    public void Own_networks_are_let_through_and_nothing_beside_them()
    {
        var guard = Guard("10.20.0.0/16", "fd00:1::/64");

        Assert.True(guard.Allows(IPAddress.Parse("10.20.3.4")));
        Assert.True(guard.Allows(IPAddress.Parse("::ffff:10.20.3.4")));
        Assert.True(guard.Allows(IPAddress.Parse("fd00:1::7")));
        Assert.False(guard.Allows(IPAddress.Parse("10.21.0.1")));
        Assert.False(guard.Allows(IPAddress.Parse("127.0.0.1")));
    }

    [Theory]
    [InlineData("hooks.example.com", "https://")]
    [InlineData("ftp://hooks.example.com", "https://")]
    [InlineData("http://hooks.example.com", "https://")]
    [InlineData("https://user:secret@hooks.example.com", "name and password")]
    [InlineData("https://hooks.example.com/#part", "#")]
    [InlineData("https://127.0.0.1/", "AllowedNetworks")]
    [InlineData("https://[::1]/", "AllowedNetworks")]
    [InlineData("https://0x7f.1/", "AllowedNetworks")]
    [InlineData("https://2130706433/", "AllowedNetworks")]
    public void An_address_that_cannot_be_used_is_refused_with_how_to_mend_it(string url, string says) => Assert.Contains(says, Guard().FaultOf(url), StringComparison.Ordinal);

    [Fact]
    public void A_good_address_has_no_fault()
    {
        Assert.Null(Guard().FaultOf("https://hooks.example.com/acsr?team=7"));
        Assert.Null(Guard("10.0.0.0/8").FaultOf("http://10.0.0.7:8080/hook"));
    }

    /// <summary>A name is judged by what it points at when it is connected to, so one that points elsewhere by then gains nothing.</summary>
    [Theory]
    [InlineData("https://localhost:1/")]
    [InlineData("http://localhost:1/")]
    [InlineData("https://[::ffff:127.0.0.1]:1/")]
    public async Task A_name_that_points_at_this_machine_is_refused_when_it_is_connected_to(string url)
    {
        using var http = new HttpClient(Guard().Handler());

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(url)));

        Assert.IsType<AddressRefusedException>(error.InnerException ?? error);
    }

    /// <summary>A name that answers with an allowed address to be checked, and with a forbidden one from then on (DNS rebinding).</summary>
    [Fact]
    public async Task A_name_that_changes_its_answer_between_check_and_connect_reaches_what_was_checked_and_nothing_else()
    {
        // On the same port: whoever looked up once more would come to the second.
        using var allowed = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);
        allowed.Start();
        using var forbidden = new TcpListener(IPAddress.Loopback, ((IPEndPoint)allowed.LocalEndpoint).Port);
        forbidden.Start();
        var answers = 0;
        var guard = new AddressGuard(Options.Create(new DeliveryOptions { AllowedNetworks = ["127.0.0.2/32"] }))
        {
            Resolve = (_, _) => Task.FromResult<IPAddress[]>([++answers == 1 ? IPAddress.Parse("127.0.0.2") : IPAddress.Loopback]),
        };
        using var http = new HttpClient(guard.Handler());
        var url = new Uri($"http://hooks.example.com:{((IPEndPoint)allowed.LocalEndpoint).Port}/");

        var request = http.GetStringAsync(url);
        using (var served = await allowed.AcceptTcpClientAsync())
        {
            await served.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"u8.ToArray());
            Assert.Equal("ok", await request);
        }

        Assert.Equal(1, answers);
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(url));
        Assert.IsType<AddressRefusedException>(error.InnerException ?? error);
        Assert.Equal((2, false), (answers, forbidden.Pending()));
    }

    /// <summary>Of several addresses only those that may be connected to are tried.</summary>
    [Fact]
    public async Task A_name_with_a_forbidden_address_beside_an_allowed_one_is_connected_to_the_allowed_one()
    {
        using var allowed = new TcpListener(IPAddress.Parse("127.0.0.2"), 0);
        allowed.Start();
        var guard = new AddressGuard(Options.Create(new DeliveryOptions { AllowedNetworks = ["127.0.0.2/32"] })) { Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("127.0.0.2")]) };
        using var http = new HttpClient(guard.Handler());

        var request = http.GetStringAsync(new Uri($"http://hooks.example.com:{((IPEndPoint)allowed.LocalEndpoint).Port}/"));
        using var served = await allowed.AcceptTcpClientAsync();
        await served.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"u8.ToArray());

        Assert.Equal("ok", await request);
    }

    [Fact]
    public void A_network_that_cannot_be_read_stops_the_start()
    {
        var error = Assert.Throws<OptionsValidationException>(() => Guard("10.0.0.0/99"));

        Assert.Contains("10.0.0.0/8", error.Message, StringComparison.Ordinal);
    }

    internal static AddressGuard Guard(params string[] own) => new(Options.Create(new DeliveryOptions { AllowedNetworks = [.. own] }));
}
