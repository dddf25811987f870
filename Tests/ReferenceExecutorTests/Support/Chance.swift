import Foundation

import ReferenceExecutor

/// A number that the environment may set.
///
/// - Parameter unoptimized: what a debug build takes, whose loops run far slower.
func setting(_ name: String, _ fallback: Int, unoptimized: Int? = nil) -> Int {
  #if DEBUG
    let number = unoptimized ?? fallback
  #else
    let number = fallback
  #endif
  return ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? number
}
