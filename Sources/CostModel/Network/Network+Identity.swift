import Symbolic

extension Network {
  /// The distinct conditions of layers that free parameters leave open.
  package var openPresences: [Condition] {
    var seen: Set<Condition> = []
    return layers.map(\.presence).filter { $0.constantValue == nil && seen.insert($0).inserted }
  }

  /// The distinct formulas that tell the networks of one spec apart: the sizes of all tensors, the
  /// repeats, and which layers exist.
  package var identity: [Formula] { distinct(layers.map(\.copies)) }

  /// Formulas that tell apart the networks whose peak memory may differ. Repeats keep nothing alive
  /// for each other, so only whether there are any matters, not how many.
  package var outline: [Formula] {
    distinct(
      layers.map { layer in
        let exists = try? Condition.compare(.exact(1), .lessOrEqual, .exact(layer.copies))
        return exists.map(Formula.indicator) ?? layer.copies
      })
  }

  private func distinct(_ repeats: [Formula]) -> [Formula] {
    var seen: Set<Formula> = []
    let formulas = zip(layers, repeats).flatMap { layer, repeats in
      layer.output.shape.sizes + [repeats, .indicator(layer.presence)]
    }
    return formulas.filter { $0.constantValue == nil && seen.insert($0).inserted }
  }
}
