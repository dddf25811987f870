import CostModel
import Symbolic

extension Catalog {
  /// The specs that come with the library.
  public static let embedded = Catalog(embeddedFiles)

  /// A network by its name.
  ///
  ///     let cost = try Catalog.embedded.network("mobilenet_v1", ["width": 0.75]).cost()
  ///     print(cost.macs)  // 325400448
  ///
  /// - Parameters:
  ///   - values: the parameters that do not have their defaults.
  ///   - free: the parameters that stay symbols, and `batch`; costs are then formulas in them.
  /// - Throws: a diagnostic with the nearest name, or at the cell or parameter that is wrong.
  public func network(
    _ name: String, _ values: KeyValuePairs<String, ParameterValue> = [:], free: Set<String> = []
  ) throws(Diagnostic) -> Network {
    try Network.expand(model(named: name), Settings(values, free), in: self)
  }

  /// The network of a spec of one's own, which may use the catalog's blocks.
  ///
  /// - Parameters:
  ///   - spec: the text of the file.
  ///   - file: its name for messages.
  ///   - values: the parameters that do not have their defaults.
  ///   - free: the parameters that stay symbols.
  /// - Throws: the first thing that is wrong, at its line and column.
  public func network(
    reading spec: String, file: String, _ values: KeyValuePairs<String, ParameterValue> = [:],
    free: Set<String> = []
  ) throws(Diagnostic) -> Network {
    let text = spec
    let spec: Spec
    do throws(Diagnostics) {
      spec = try Spec.read(Array(text.utf8), file: file)
    } catch {
      throw error.all[0]
    }
    return try Network.expand(Model(spec), Settings(values, free), in: self)
  }
}

extension Settings {
  fileprivate init(_ values: KeyValuePairs<String, ParameterValue>, _ free: Set<String>) {
    self.init()
    self.values = values.map { Entry(name: $0.key, text: $0.value.text) }
    self.free = free
  }
}

/// A value for a parameter: `0.75`, `224`, `true`, or a word.
public struct ParameterValue: Hashable, Sendable {
  /// The value as one would type it.
  package let text: String

  /// A real number, exactly as its shortest decimal says.
  public init(_ value: Double) { text = value.description }

  /// A whole number.
  public init(_ value: Int) { text = value.description }

  /// A flag.
  public init(_ value: Bool) { text = value.description }

  /// A word, or a number as text.
  public init(_ value: String) { text = value }
}

extension ParameterValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByStringLiteral
{
  /// A real number.
  public init(floatLiteral value: Double) { self.init(value) }

  /// A whole number.
  public init(integerLiteral value: Int) { self.init(value) }

  /// A flag.
  public init(booleanLiteral value: Bool) { self.init(value) }

  /// A word.
  public init(stringLiteral value: String) { self.init(value) }
}
