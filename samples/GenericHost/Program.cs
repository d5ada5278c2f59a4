using GenericHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ProcLaunch;

// <register>
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton(services => new Supervisor(new SupervisorOptions
{
    LoggerFactory = services.GetRequiredService<ILoggerFactory>(),
}));
builder.Services.AddHostedService<SupervisedServices>();
builder.Services.AddHealthChecks().AddCheck<ProfilesHealthCheck>("profiles");
// </register>

// A host without a web server has nobody who asks for its health; this one prints it.
builder.Services.AddSingleton<IHealthCheckPublisher, HealthPrinter>();
builder.Services.Configure<HealthCheckPublisherOptions>(options => (options.Delay, options.Period) = (TimeSpan.Zero, TimeSpan.FromSeconds(1)));
await builder.Build().RunAsync();
