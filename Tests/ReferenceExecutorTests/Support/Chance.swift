import Foundation

@testable import ReferenceExecutor

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

extension SplitMix64: RandomNumberGenerator {
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &self)]
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
}
