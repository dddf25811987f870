import CostModel
import Symbolic

/// Names in a cell: a row, or else a column of the block, or else a parameter of the file.
struct ScopeNames: Names {
  let scope: TableScope
  let expander: Expander
  /// The columns `operator`, `act`, `norm`, `fusion` and `called` hold words, not rows.
  var skipsRows = false
  /// The value of the column name in a scale rule.
  var scaled: (column: String, value: Value)?
  /// The column whose rule `scale(x)` applies.
  var column: String?

  func value(named name: String) throws(Diagnostic) -> Value? {
    if let scaled, scaled.column == name { return scaled.value }
    if !skipsRows {
      if name == "in", let input = scope.inputs.first {
        return .scalar(.exact(input.shape.channels))
      }
      if let tensors = expander.lookUp(name, in: scope) {
        guard tensors.count == 1 else {
          throw Diagnostic("\(quoted(name)) is \(tensors.count) tensors, so it has no one width")
        }
        return .scalar(.exact(tensors[0].shape.channels))
      }
    }
    if let value = scope.columns[name] { return value }
    if scope.hidden.contains(name) {
      throw Diagnostic(
        "\(quoted(name)) is the size of an input that another network gives here, so it has no value"
      )
    }
    return scope.parameters[name]
  }

  mutating func call(
    _ name: String, _ arguments: [Value], at position: SourcePosition?
  ) throws(Diagnostic) -> Value? {
    if name == "scale" {
      guard scope.isNetworkBody, let column, let rule = scope.spec.scale[column] else {
        throw Diagnostic(
          "no 'scale' rule holds here", at: position,
          help: "rules hold in the body of a network, for the column they name")
      }
      guard arguments.count == 1 else {
        throw Diagnostic("wrong number of arguments; it is written scale(x)", at: position)
      }
      do throws(Diagnostic) {
        return try expander.scale(arguments[0], by: rule, column: column, in: scope)
      } catch {
        // A word is not a number, even if a rule produces it.
        if case .scalar = arguments[0] { throw error }
        throw position.map { error.moved(to: $0, isBuiltIn: false) } ?? error
      }
    }
    guard let function = scope.spec.functions[name] else { return nil }
    guard arguments.count == 1 else {
      throw Diagnostic(
        "wrong number of arguments", at: position,
        help: "it is written \(name)(\(function.argument))")
    }
    return try expander.call(function, arguments[0], in: scope, at: position)
  }

  func require(
    _ condition: Condition, _ message: String, at position: SourcePosition?
  ) throws(Diagnostic) {
    try expander.require(condition, message, at: position)
  }

  var known: [String] {
    scope.parameters.keys.sorted() + scope.columns.keys.sorted()
      + scope.instances.keys.sorted() + Array(scope.spec.functions.keys.sorted())
  }
}
