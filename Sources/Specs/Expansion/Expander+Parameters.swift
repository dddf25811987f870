import CostModel
import Symbolic

extension Expander {
  /// The network of a model under the user's settings.
  func network(_ model: Model, _ settings: Settings) throws(Diagnostic) -> Network {
    let spec = model.spec
    guard let body = spec.body else {
      throw Diagnostic("\(quoted(spec.file)) holds blocks, no architecture", at: spec.position)
    }
    try checkNames(settings, of: model)
    replacements = settings.replacements
    decidedAt = settings.decidedAt
    let hidden = settings.input == nil ? [] : spec.inputParameters
    ownFile = spec.file
    binding = Trail.Binding(
      file: spec.file, variant: model.variant,
      settled: settings.free.union(settings.values.map(\.name)))
    let unbound = TableScope(
      spec: spec, parameters: [:], inputs: [], isNetworkBody: true, path: [], stageDepth: 0)
    let (parameters, input) = try reading(body, in: unbound) {
      () throws(Diagnostic) in
      let parameters = try bind(model, settings, hidden: hidden)
      let shape = try inputShape(spec, parameters, settings)
      return (parameters, builder.input(shape))
    }
    let scope = TableScope(
      spec: spec, parameters: parameters, hidden: hidden, inputs: [input], isNetworkBody: true,
      path: [], stageDepth: 0)
    active.append(Nest(kind: .network, name: model.name, isReplacement: false))
    let outputs = try reading(body, in: scope) { () throws(Diagnostic) in
      try filled(expand(body, outputs: spec.outputs, in: scope, uses: nil).outputs)
    }
    if let unused = replacements.keys.sorted().first(where: { !replaced.contains($0) }) {
      let rows = (Array(spec.blocks.values.map(\.body)) + [body]).flatMap(\.rows)
      throw Diagnostic(
        "no row of \(model.name) is \(quoted(unused)), to be replaced",
        help: didYouMean(unused, in: Set(rows.map(\.operation.text)).sorted()))
    }
    let values = spec.parameters.compactMap { parameter in
      parameters[parameter.name].map { (name: parameter.name, value: $0) }
    }
    return builder.network(
      named: model.name, title: spec.title, outputs: outputs, parameters: values,
      symbols: symbols, notes: notes, uncounted: model.uncounted, assumed: model.assumed,
      fingerprint: spec.fingerprint, file: spec.file)
  }

  private func checkNames(_ settings: Settings, of model: Model) throws(Diagnostic) {
    let names = model.spec.parameters.map(\.name)
    for entry in settings.values where !names.contains(entry.name) {
      throw Diagnostic(
        (entry.flag.map { "\($0): " } ?? "")
          + "\(model.name) has no parameter \(quoted(entry.name))",
        help: didYouMean(entry.name, in: names) ?? "it has \(names.joined(separator: ", "))")
    }
    let batch = Network.freeBatch.name
    for name in settings.free.sorted() where !names.contains(name) && name != batch {
      throw Diagnostic(
        "\(model.name) has no parameter \(quoted(name)) to be left free",
        help: didYouMean(name, in: names + [batch])
          ?? "it has \((names + [batch]).joined(separator: ", "))")
    }
    guard settings.input != nil else { return }
    for entry in settings.values where model.spec.inputParameters.contains(entry.name) {
      throw Diagnostic("\(entry.taker) can't be combined with an input, which gives the size")
    }
  }

  /// The value of every parameter, in the order of `let`: the user's, the variant's or the default.
  func bind(
    _ model: Model, _ settings: Settings, hidden: Set<String>, given: [String: Value] = [:]
  ) throws(Diagnostic) -> [String: Value] {
    let spec = model.spec
    var values: [String: Value] = [:]
    for parameter in spec.parameters where !hidden.contains(parameter.name) {
      let name = parameter.name
      if let value = given[name] {
        values[name] = value
        continue
      }
      if settings.free.contains(name) {
        values[name] = .scalar(try free(parameter, domainOf: model))
        continue
      }
      if let entry = settings.values.last(where: { $0.name == name }) {
        values[name] = try parameter.value(typed: entry)
        continue
      }
      let cell = model.variant?.values[name] ?? parameter.value
      let scope = TableScope(
        spec: spec, parameters: values, hidden: hidden, inputs: [], isNetworkBody: false, path: [],
        stageDepth: 0)
      let value = try value(of: cell, column: nil, in: scope)
      values[name] = try accept(value, for: parameter, at: cell.position)
    }
    return values
  }

  /// A symbol that replaces a parameter's value.
  private func free(
    _ parameter: Parameter, domainOf model: Model
  ) throws(Diagnostic) -> Scalar {
    let name = parameter.name
    switch parameter.domain {
    case .flag:
      throw Diagnostic("the parameter \(quoted(name)) is a flag, and can't be free")
    case .expression:
      throw Diagnostic(
        "the parameter \(quoted(name)) is \(quoted(parameter.defaultText)), and can't be free",
        help: "free the parameters that it depends on")
    case .integer, .real:
      let symbol = Symbol(name, isInteger: parameter.domain == .integer)
      symbols.append(symbol)
      return Scalar(symbol)
    case .choice(let texts):
      // Bounds assume that every integer symbol is positive.
      let allowed = texts.compactMap { Int($0) }.filter { $0 >= 1 }
      guard allowed.count == texts.count else {
        throw Diagnostic(
          "the parameter \(quoted(name)) chooses between \(texts.joined(separator: ", ")), and only "
            + "positive whole numbers can be free")
      }
      let symbol = Symbol(name, isInteger: true)
      symbols.append(symbol)
      _ = try accept(.scalar(Scalar(symbol)), for: parameter, at: parameter.position)
      return Scalar(symbol)
    }
  }

  /// A value for a parameter; if it is not known yet, the demands of the parameter's domain become
  /// a requirement.
  func accept(
    _ value: Value, for parameter: Parameter, at position: SourcePosition
  ) throws(Diagnostic) -> Value {
    let accepted = try parameter.accept(value, at: position)
    guard case .scalar(let scalar) = accepted else { return accepted }
    func compare(
      _ left: Scalar, _ relation: Condition.Relation, _ right: Scalar
    ) throws(Diagnostic) -> Condition {
      try exactly(at: position) { () throws(ArithmeticFault) in
        try .compare(left, relation, right)
      }
    }
    func require(_ condition: Condition, _ wanted: String) throws(Diagnostic) {
      try self.require(
        condition, "the parameter \(quoted(parameter.name)) is \(wanted), not '\(scalar.text)'",
        at: position)
    }
    switch parameter.domain {
    case .integer:
      let isPositive = try compare(.exact(1), .lessOrEqual, scalar)
      try require(isPositive && .isInteger(scalar), "a positive whole number")
    case .real:
      // The bounds of a real symbol include 0, but the symbol does not.
      if case .inexact(.symbol) = scalar { break }
      try require(try compare(.exact(0), .less, scalar), "a positive number")
    case .choice(let texts) where scalar.formula.map { $0.constantValue == nil } ?? false:
      var isListed = Condition.constant(false)
      for number in texts.compactMap({ Int($0) }) {
        let isThis = try compare(scalar, .equal, .exact(Formula(number)))
        isListed = isListed || isThis
      }
      try require(isListed, "one of \(texts.joined(separator: ", "))")
    case .choice, .flag, .expression: break
    }
    return accepted
  }

  private func inputShape(
    _ spec: Spec, _ parameters: [String: Value], _ settings: Settings
  ) throws(Diagnostic) -> Shape {
    let batch = batch(settings)
    if let given = settings.input {
      guard given.count == spec.input.count, let channels = given.last else {
        throw Diagnostic(
          "the input of \(spec.name ?? spec.file) has \(spec.input.count) sizes, not \(given.count)",
          help: "they are \(spec.inputNames.joined(separator: ", "))")
      }
      return Shape(
        batch: batch, channels: Formula(channels), map: given.dropLast().map { Formula($0) })
    }
    let scope = TableScope(
      spec: spec, parameters: parameters, inputs: [], isNetworkBody: false, path: [], stageDepth: 0)
    var sizes: [Formula] = []
    for cell in spec.input {
      let value = try value(of: cell, column: nil, in: scope)
      let size = try integer(value, "a size of the input", in: scope, at: cell.position)
      let isPositive = try exactly(at: cell.position) { () throws(ArithmeticFault) in
        try Condition.compare(.exact(1), .lessOrEqual, .exact(size))
      }
      try require(isPositive, "the input size can't be \(size.text)", at: cell.position)
      sizes.append(size)
    }
    noteChannelsFirst(sizes, at: spec.input[0].position)
    return Shape(batch: batch, channels: sizes[sizes.count - 1], map: sizes.dropLast())
  }

  /// The number of samples: a symbol if it is free.
  private func batch(_ settings: Settings) -> Formula {
    guard settings.free.contains(Network.freeBatch.name) else { return Formula(settings.batch) }
    symbols.append(Network.freeBatch)
    return Formula(Network.freeBatch)
  }

  /// Notes an input that has as many channels as columns but hardly any rows: PyTorch writes the
  /// channels first.
  private func noteChannelsFirst(_ sizes: [Formula], at position: SourcePosition) {
    guard sizes.count == 3, let first = sizes[0].constantValue, first <= Rational(4),
      sizes[1] == sizes[2],
      let size = sizes[1].constantValue, size > Rational(4)
    else { return }
    note(
      "the input has a height of \(first.text), and \(size.text) channels", at: position,
      help: "'input' is [height, width, channels]: "
        + "[\(size.text), \(size.text), \(first.text)] if \(first.text) is the channels")
  }
}

extension Model {
  /// The values that the parameters would have, computed without expanding the network.
  ///
  /// - Throws: a diagnostic at the setting that is wrong.
  package func parameters(_ settings: Settings) throws(Diagnostic) -> [String: Value] {
    let expander = Expander(catalog: Catalog([]), unfoldLimit: 0)
    return try expander.values(of: self, settings)
  }
}

extension Expander {
  fileprivate func values(
    of model: Model, _ settings: Settings
  ) throws(Diagnostic) -> [String: Value] {
    try checkNames(settings, of: model)
    return try bind(model, settings, hidden: [])
  }
}
