namespace ProcLaunch;

/// <summary>Someone asked through the control socket that the program ends.</summary>
/// <param name="Leave">True: the services shall run on. False: they are being stopped already.</param>
public sealed record ShutdownRequest(bool Leave);
