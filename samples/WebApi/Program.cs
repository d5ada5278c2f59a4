// A web service as small as they come: it counts, and says whether it is well.
var app = WebApplication.CreateSlimBuilder(args).Build();
var count = 0;

app.MapGet("/health", () => "well");
app.MapPost("/count", () => Interlocked.Increment(ref count));
app.Run();
