using ProcLaunch.Cli;

return ProcLaunchProgram.Run(args);
