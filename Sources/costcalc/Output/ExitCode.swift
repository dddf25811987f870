/// The exit codes for the shell.
package enum ExitCode: Int32 {
  case done = 0
  case checkFailed = 1
  /// Wrong usage, bad input, or output that could not be written.
  case unusable = 2
  /// A search that was interrupted has shown what it had. If there is nothing to show, signals keep
  /// their default action, which gives the shell the same code.
  case hungUp = 129
  case interrupted = 130
  case quit = 131
  case terminated = 143
}
