import Foundation

/// Runs a test that waits for processes most of its time on a thread of its own. The threads that
/// tests share are as many as processors, and those that compute need them.
package func onOwnThread<Result: Sendable>(
  _ body: @escaping @Sendable () throws -> Result
) async throws -> Result {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Swift.Result(catching: body)) }
  }
}
