import Foundation

/// A number that the environment may set, such as how many random cases a test tries.
///
/// - Parameter unoptimized: what a debug build takes, whose loops run far slower.
package func setting<Number: LosslessStringConvertible>(
  _ name: String, _ fallback: Number, unoptimized: Number? = nil
) -> Number {
  #if DEBUG
    let number = unoptimized ?? fallback
  #else
    let number = fallback
  #endif
  return ProcessInfo.processInfo.environment[name].flatMap(Number.init) ?? number
}
