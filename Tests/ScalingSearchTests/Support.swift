import CostModel
import Foundation
import Specs
import Symbolic

import ScalingSearch
import TestSupport

/// A spec of `Fixtures/specs`.
func fixture(_ name: String) throws -> Model {
  let file = Repository.root.appending(path: "Tests/ScalingSearchTests/Fixtures/specs/\(name).json")
  return Model(try Spec.read(Array(Data(contentsOf: file)), file: file.path))
}

/// The search of parameters by their own values, as `--vary` says it: `width=0.5:1:0.25`.
func searching(
  _ model: Model, _ ranges: [String], _ options: CountOptions = CountOptions(),
  budgets: [Budget] = [],
  constraint: GridSearch.Constraint? = nil, condition: String? = nil, threads: Int = 2,
  under roofline: Roofline? = nil
) throws -> GridSearch {
  let catalog = Catalog.embedded
  let networks = CandidateNetworks(model, Settings(), in: catalog, options, under: roofline)
  let own = try Network.expand(model, in: catalog)
  let coefficients = try ranges.map { text in
    let (name, range) = (
      String(text.prefix { $0 != "=" }), String(text.drop { $0 != "=" }.dropFirst())
    )
    let parameter = own.parameters.first { $0.name == name }
    return Coefficient(
      name, of: name, axis: try Axis(name, range, flag: name), base: nil,
      rounding: model.spec.parameter(named: name)?.domain == .real ? nil : .nearest,
      standard: parameter?.value.number?.doubleValue)
  }
  let released = try ReleasedNetwork.all(
    like: model, Settings(), differingIn: Set(coefficients.map(\.parameter)), in: catalog)
  return try GridSearch(
    networks, coefficients, phi: 1, constraint: constraint,
    condition: try condition.map { try Expression($0) }, budgets: budgets,
    landmarks: Landmark.all(released, over: coefficients, phi: 1), threads: threads)
}
