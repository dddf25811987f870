import Foundation

extension Process {
  /// Runs it until it ends.
  ///
  /// Foundation's `waitUntilExit` looks only every twentieth of a second, which is longer than most
  /// of the programs take that tests run.
  public func runUntilExit() throws {
    let end = DispatchSemaphore(value: 0)
    terminationHandler = { _ in end.signal() }
    try run()
    end.wait()
  }
}
