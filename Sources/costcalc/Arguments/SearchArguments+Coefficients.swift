import Charts
import CostModel
import ScalingSearch
import Specs
import Symbolic

extension SearchArguments {
  /// The parameters of `--vary`, with their own values.
  ///
  /// - Parameter network: the model's own network, which has the defaults.
  func varied(_ model: Model, _ network: Network) throws -> [Coefficient] {
    try invocation.values(of: .vary).map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw invocation.usageError("--vary takes NAME=RANGE, not \(quoted(text))")
      }
      let name = String(parts[0])
      let parameter = try parameter(name, of: model, flag: "--vary")
      let axis = try Axis(name, String(parts[1]), flag: "--vary \(name)")
      do throws(Diagnostic) {
        return try Coefficient(
          varying: parameter, over: axis, standard: network.number(of: name))
      } catch {
        throw invocation.usageError("--vary \(error.message)")
      }
    }
  }

  /// The coefficients of the compound scale.
  ///
  /// - Parameter network: the model's own network, which has the baseline's sizes.
  func compound(_ model: Model, _ network: Network) throws -> [Coefficient] {
    let rounding = try rounding()
    return try Option.coefficients.map { dimension, option in
      let parameter = try parameter(dimension.rawValue, of: model, flag: option.spelling)
      let axis = try Axis(
        dimension.coefficient, invocation.value(of: option) ?? dimension.coefficients,
        flag: option.spelling)
      return Coefficient(
        scaling: parameter, axis: axis, base: network.number(of: parameter.name), rounding)
    }
  }

  /// A numeric parameter of a model.
  private func parameter(
    _ name: String, of model: Model, flag: String
  ) throws -> Parameter {
    let numbers = model.spec.numbers
    guard let parameter = numbers.first(where: { $0.name == name }) else {
      throw invocation.usageError(
        "\(flag): \(model.name) has no numeric parameter \(quoted(name))",
        remedy: didYouMean(name, in: numbers.map(\.name))
          ?? (numbers.isEmpty
            ? nil : "--vary can search: \(numbers.map(\.name).joined(separator: ", "))"))
    }
    return parameter
  }

  /// How a fraction becomes a whole size.
  func rounding() throws -> Coefficient.Rounding {
    switch invocation.value(of: .rounding) {
    case nil, "nearest": return .nearest
    case "down": return .down
    case "up": return .up
    case let text?:
      guard let multiple = Int(text), (1...4096).contains(multiple) else {
        throw invocation.usageError(
          "--round takes down, up, nearest or an integer up to 4096, not \(quoted(text))")
      }
      return .multiple(multiple)
    }
  }

  /// The constraint on the ideal factor; none for varied parameters unless it is given.
  func constraint() throws -> GridSearch.Constraint? {
    typealias Constraint = GridSearch.Constraint
    let text = invocation.value(of: .constraint)
    if !invocation.values(of: .vary).isEmpty, text == nil {
      if let option = [Option.target, .tolerance].first(where: invocation.isGiven) {
        throw invocation.usageError("\(option.spelling) with --vary needs a --constraint")
      }
      return nil
    }
    let expression = try Expression(text ?? Constraint.compound)
    let target = try decimal(.target) ?? Constraint.compoundTarget
    return Constraint(expression, target: target, tolerance: try tolerance(of: target))
  }

  /// `5%` of the target, or a distance from it such as `0.1`; a band that reaches 0 is an error.
  private func tolerance(of target: Rational) throws -> Rational {
    let text = invocation.value(of: .tolerance) ?? GridSearch.Constraint.standardTolerance
    let isShare = text.hasSuffix("%")
    guard let size = Rational(decimal: isShare ? String(text.dropLast()) : text), size >= .zero
    else {
      throw invocation.usageError(
        "--tolerance takes a share such as 5% or a distance such as 0.1, not \(quoted(text))")
    }
    let tolerance = isShare ? try target * size / Rational(100) : size
    guard tolerance < target else {
      let high = try target + tolerance
      throw invocation.usageError(
        "--tolerance \(text) admits every factor up to \(high.text)",
        remedy: "5% is a share of the target, 0.1 a distance from it")
    }
    return tolerance
  }

  /// Adds the flag, and the names that it may use, to a fault in a typed formula.
  func check(
    _ option: Option, _ names: [String], _ body: () throws(Diagnostic) -> Void
  ) throws {
    do throws(Diagnostic) {
      try body()
    } catch {
      throw invocation.usageError(
        "\(option.spelling): \(error.message)",
        remedy: error.help ?? "it is about \(anyOf(names))")
    }
  }
}
