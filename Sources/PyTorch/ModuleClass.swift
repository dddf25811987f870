/// A class for modules that differ in numbers alone: those become its arguments.
struct ModuleClass {
  struct Argument {
    let name: String
    /// The first number that it stands for, among all of the body.
    let index: Int
  }

  let name: String
  let body: ModuleBody
  private(set) var arguments: [Argument] = []
  /// How numbers are written that are not the same in all instances.
  private var names: [Int: String] = [:]

  /// Numbers that may be one argument if they are the same in every instance.
  private static let channels: Set = [
    "in_channels", "out_channels", "channels", "groups", "start", "end",
  ]

  /// Arguments that need no name where an instance is made, in their order.
  private static let positional = ["channels", "in_channels", "out_channels"]

  /// A class of these instances, each with the channels that it is given and that it makes.
  init(
    name: String, _ instances: [ModuleBody], channels: [(source: String, output: String)]
  ) {
    self.name = name
    body = instances[0]
    let numbers = body.numbers
    let all = instances.map { $0.numbers.map(\.literal) }
    let values = numbers.indices.map { index in all.map { $0[index] } }
    func family(_ index: Int) -> String {
      Self.channels.contains(numbers[index].role) ? "channels" : numbers[index].role
    }
    var groups: [(indices: [Int], values: [String])] = []
    for index in numbers.indices where Set(values[index]).count > 1 {
      let known = groups.firstIndex {
        $0.values == values[index] && family($0.indices[0]) == family(index)
      }
      if let known {
        groups[known].indices.append(index)
      } else {
        groups.append(([index], values[index]))
      }
    }
    let (sources, outputs) = (channels.map(\.source), channels.map(\.output))
    var taken: Set<String> = []
    var kernels: [(name: String, values: [String])] = []
    for (indices, values) in groups {
      let first = numbers[indices[0]]
      if first.role == "padding",
        let kernel = kernels.first(where: { Self.halves($0.values) == values })
      {
        for index in indices { names[index] = "\(kernel.name) // 2" }
        continue
      }
      let own: String
      if family(indices[0]) != "channels" {
        let others = groups.contains {
          $0.indices != indices && numbers[$0.indices[0]].role == first.role
        }
        own = others ? "\(first.owner)_\(first.role)" : first.role
      } else if values == sources {
        own = values == outputs ? "channels" : "in_channels"
      } else if values == outputs {
        own = "out_channels"
      } else {
        let maker = indices.map { numbers[$0] }.first { $0.role == "out_channels" } ?? first
        own = "\(maker.owner)_channels"
      }
      let name = Identifier.unique(own) { taken.contains($0) }
      taken.insert(name)
      if first.role == "kernel_size" { kernels.append((name, values)) }
      for index in indices { names[index] = name }
      arguments.append(Argument(name: name, index: indices[0]))
    }
    let order = Self.positional
    func place(_ name: String) -> Int { order.firstIndex(of: name) ?? order.count }
    arguments = arguments.enumerated()
      .sorted { (place($0.element.name), $0.offset) < (place($1.element.name), $1.offset) }
      .map(\.element)
  }

  private static func halves(_ values: [String]) -> [String]? {
    let numbers = values.compactMap { Int($0) }
    return numbers.count == values.count ? numbers.map { "\($0 / 2)" } : nil
  }

  /// The instance with these numbers, whose own may be arguments of a class around it.
  func instance(_ body: ModuleBody) -> Code {
    let numbers = body.numbers
    let values = arguments.map { argument -> Code in
      let value = Code.number(argument.name, numbers[argument.index].literal)
      return Self.positional.contains(argument.name) ? value : "\(argument.name)=" + value
    }
    return "\(name)(" + values.joined(", ") + ")"
  }

  /// The definition.
  var text: [String] {
    let fieldNumbers = body.fieldNumbers
    let parameters = arguments.map { ", \($0.name)" }.joined()
    let head = ["", "", "class \(name)(nn.\(body.isChain ? "Sequential" : "Module")):"]
    var lines = ["    def __init__(self\(parameters)):"]
    var index = 0
    func texts(_ modules: [Code]) -> [String] {
      modules.map { code in
        defer { index += code.numbers.count }
        return code.text(from: index) { names[$0] }
      }
    }
    if body.isChain {
      let modules = body.fields.flatMap { field in
        texts(field.modules).enumerated().map { place, text in
          (text, place == 0 && body.fields.count > 1 ? field.name : nil)
        }
      }
      return head + lines + Layout.call("super().__init__", modules, indent: 8)
    }
    lines.append("        super().__init__()")
    for field in body.fields {
      lines += Layout.assignment("self.\(field.name)", texts(field.modules), indent: 8)
    }
    let stored = arguments.filter { argument in
      names.contains { $0.key >= fieldNumbers && $0.value == argument.name }
    }
    lines += stored.map { "        self.\($0.name) = \($0.name)" }
    if arguments.isEmpty, body.fields.isEmpty { lines = [] }
    let inputs = body.inputs.map { ", \($0)" }.joined()
    lines += (lines.isEmpty ? [] : [""]) + ["    def forward(self\(inputs)):"]
    lines += forward(from: index)
    return head + lines
  }

  /// The statements.
  private func forward(from first: Int) -> [String] {
    var index = first
    var lines: [String] = []
    for (place, statement) in body.statements.enumerated() {
      let value = statement.value.text(from: index) { names[$0].map { "self.\($0)" } }
      index += statement.value.numbers.count
      let isLast = place == body.statements.count - 1 && statement.targets == body.results
      lines.append(
        "        "
          + (isLast ? "return \(value)" : "\(statement.targets.joined(separator: ", ")) = \(value)")
      )
      if isLast { return lines }
    }
    return lines + ["        return \(body.results.joined(separator: ", "))"]
  }
}
