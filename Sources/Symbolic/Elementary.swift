#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The functions that the C library has but the standard library lacks.
package enum Elementary {
  package static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
  package static func logarithm(_ value: Double) -> Double { log(value) }
}
