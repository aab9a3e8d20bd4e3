using Growr.Chaos.Tests.Feeds;
using Xunit.Runner.InProc.SystemConsole;

return Appender.IsAsked ? Appender.Run() : await ConsoleRunner.Run(args);
