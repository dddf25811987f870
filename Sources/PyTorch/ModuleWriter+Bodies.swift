import CostModel
import Symbolic

extension ModuleWriter {
  /// What a module does that consists of others.
  mutating func body(
    of children: [ModuleTree], inputs: [Int], outputs: [Int]
  ) throws(Diagnostic) -> ModuleBody {
    var body = ModuleBody()
    var variables = Variables(inputs)
    var fields: [Int: String] = [:]
    var groupFields: [(layers: [Int], name: String)] = []
    body.inputs = inputs.map { variables[$0] }
    var previous = inputs.count == 1 ? inputs.first : nil
    var lastUse: [Int: Int] = [:]
    for layer in children.flatMap(\.layers) {
      for input in network.layers[layer].inputs { lastUse[input.id] = layer }
    }
    for output in outputs { lastUse[output] = Int.max }

    for child in children {
      let (read, made) = ends(of: child)
      let field = Identifier.unique(Identifier.field(child.name), among: body.hasField)
      var link: String?
      var value: Code
      let names = read.map { variables[$0] }
      switch child {
      case .group:
        let name: String
        if let original = child.original(among: children, in: network),
          let known = groupFields.first(where: { $0.layers == original.layers })
        {
          name = known.name
        } else {
          guard let first = child.layers.first, let last = child.layers.last,
            let built = built[Key(layers: first...last, height: child.height)]
          else { throw Diagnostic("\(quoted(child.name)) is used before its parts are written") }
          name = field
          body.add(
            ModuleBody.Field(
              name: field, modules: built.modules.map { $0.owned(by: field) },
              layers: built.layers))
          groupFields.append((child.layers, field))
          if read.count == 1, read.first == previous { link = field }
        }
        value = Code("self.\(name)(\(names.joined(separator: ", ")))")
      case .layer(_, let index):
        let layer = network.layers[index]
        let code = try code(of: index)
        let arguments = layer.inputs.map { variables[$0.id] }
        (value, link) = apply(
          code, of: index, to: arguments, field, &body, &fields,
          follows: layer.inputs.count == 1 && layer.inputs[0].id == previous)
      }
      let targets = made.map { tensor in
        variables.assign(
          tensor, named: made.count == 1 ? Identifier.field(child.name) : "",
          overwriting: read.filter { lastUse[$0, default: 0] <= child.layers.last ?? 0 })
      }
      body.statements.append(
        ModuleBody.Statement(targets: targets, value: value.owned(by: field), link: link))
      previous = made.count == 1 ? made.first : nil
    }
    body.results = outputs.map { variables[$0] }
    return body
  }

  /// A layer applied to variables, with the fields that it takes.
  private func apply(
    _ code: LayerCode, of index: Int, to arguments: [String], _ field: String,
    _ body: inout ModuleBody, _ fields: inout [Int: String], follows: Bool
  ) -> (Code, link: String?) {
    let layer = network.layers[index]
    func add(_ name: String, _ modules: [Code]) {
      body.add(
        ModuleBody.Field(
          name: name, modules: modules.map { $0.owned(by: field) }, layers: [[index]]))
    }
    let listed = arguments.joined(separator: ", ")
    if let owner = layer.weights.owner, let known = fields[owner] {
      if layer.isCopy, !torn.contains(owner) { return (Code("self.\(known)(\(listed))"), nil) }
      let norm = layer.isCopy ? "\(known)_norm" : "\(field)_norm"
      if !layer.isCopy, !code.attached.isEmpty { add(norm, code.attached) }
      let call = Code("self.\(known)(\(listed))")
      return (code.attached.isEmpty ? call : "self.\(norm)(" + call + ")", nil)
    }
    if let expression = code.expression {
      guard !code.attached.isEmpty else { return (expression(arguments), nil) }
      add(field, code.attached)
      return ("self.\(field)(" + expression(arguments) + ")", nil)
    }
    fields[index] = field
    // A sequence takes one tensor.
    guard torn.contains(index) || arguments.count > 1, !code.attached.isEmpty else {
      add(field, code.operation + code.attached)
      return (Code("self.\(field)(\(listed))"), follows ? field : nil)
    }
    add(field, code.operation)
    add("\(field)_norm", code.attached)
    return (Code("self.\(field)_norm(self.\(field)(\(listed)))"), nil)
  }

  mutating func code(of index: Int) throws(Diagnostic) -> LayerCode {
    let layer = network.layers[index]
    let numerics = network.numbers.layers[index]?.numerics ?? Numerics()
    let code: LayerCode?
    do throws(ArithmeticFault) {
      code = try LayerWriter(layer, numerics, flat: flat).written()
    } catch {
      throw layer.fault(error)
    }
    guard let code else {
      throw Diagnostic(
        "\(layer.name): nothing in PyTorch is known for \(quoted(layer.operation.name))")
    }
    helpers.formUnion(code.helpers)
    return code
  }
}
