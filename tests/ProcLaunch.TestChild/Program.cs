if (args is ["capture", ..]) return ProcLaunch.TestChild.CaptureVerb.Run(args);
return 0;
