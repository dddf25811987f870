import CostModel
import JSON
import Symbolic

extension Spec {
  /// Reads a spec strictly: unknown keys, columns without rows and misplaced words are errors with
  /// their position.
  ///
  /// - Parameters:
  ///   - bytes: the text of the file.
  ///   - file: its name for messages.
  /// - Throws: up to `Diagnostics.limit` faults.
  package static func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> Spec {
    let json: JSON
    do throws(Diagnostic) {
      json = try JSON.read(bytes, file: file)
    } catch {
      throw Diagnostics([error])
    }
    var reader = SpecReader(file: file)
    reader.fingerprint = Spec.fingerprint(of: bytes)
    let spec = reader.spec(json)
    guard let spec, reader.faults.isEmpty else { throw Diagnostics(reader.faults) }
    return spec
  }
}

/// Turns JSON into a ``Spec``, collecting faults and continuing if that makes sense.
struct SpecReader {
  let file: String
  var fingerprint = ""
  var faults: [Diagnostic] = []

  init(file: String) { self.file = file }

  private static let keys = [
    "name", "title", "source", "note", "let", "ranges", "input", "variants", "scale", "defaults",
    "blocks", "body", "outputs",
  ]

  mutating func spec(_ json: JSON) -> Spec? {
    guard let members = object(json, keys: SpecReader.keys, in: "a spec") else { return nil }
    let isNetwork = members["body"] != nil
    if isNetwork {
      for key in ["name", "input"] where members[key] == nil {
        fault("an architecture needs the key '\(key)'", at: json.position)
      }
    } else if members["blocks"] == nil {
      fault("a spec has a 'body', or 'blocks', or both", at: json.position)
    } else {
      for key in ["name", "input", "variants", "ranges", "outputs", "scale"] {
        guard let member = members[key] else { continue }
        fault("a library of blocks has no '\(key)'", at: member.position)
      }
    }
    let (parameters, functions) = members["let"].map { lets($0) } ?? ([], [:])
    let input = members["input"].map { self.input($0) } ?? []
    if let parameter = parameters.first(where: { $0.name == "in" }), input.last?.text != "in" {
      fault(
        "a parameter 'in' needs an input that ends in \"in\"",
        at: input.last?.position ?? parameter.position)
    }
    return Spec(
      name: members["name"].flatMap { identifier($0, "the name") },
      title: members["title"].flatMap { string($0) },
      source: members["source"].flatMap { string($0) },
      parameters: parameters,
      variants: members["variants"].map { variants($0, of: parameters) } ?? [],
      ranges: members["ranges"].map { ranges($0, of: parameters) } ?? [],
      input: input,
      scale: members["scale"].map { scale($0) } ?? [:],
      functions: functions,
      defaults: members["defaults"].map { cells($0) } ?? [:],
      blocks: members["blocks"].map { blocks($0) } ?? [:],
      body: members["body"].flatMap { table($0) },
      outputs: members["outputs"].map { outputs($0) } ?? [],
      file: file, fingerprint: fingerprint, tree: json)
  }

  // MARK: Keys

  private mutating func lets(_ json: JSON) -> ([Parameter], [String: LocalFunction]) {
    var parameters: [Parameter] = []
    var functions: [String: LocalFunction] = [:]
    for member in membersInOrder(json, "'let'") {
      if member.key.contains("(") {
        guard let function = function(member) else { continue }
        if functions.updateValue(function, forKey: function.name) != nil {
          fault("a second function \(quoted(function.name))", at: member.keyPosition)
        }
      } else if let parameter = parameter(member) {
        parameters.append(parameter)
      }
    }
    for parameter in parameters where functions[parameter.name] != nil {
      fault("\(quoted(parameter.name)) is a function too", at: parameter.position)
    }
    return (parameters, functions)
  }

  private mutating func parameter(_ member: JSON.Member) -> Parameter? {
    guard checkName(member.key, "a parameter", at: member.keyPosition) else { return nil }
    guard let cell = cell(member.value) else {
      fault("the parameter \(quoted(member.key)) has no value", at: member.value.position)
      return nil
    }
    guard let domain = domain(of: cell, named: member.key) else { return nil }
    var value = cell
    if case .list(let choices) = cell.content, let first = choices.first, let first {
      value = first
    }
    return Parameter(
      name: member.key, domain: domain, defaultText: value.text, value: value,
      position: member.keyPosition)
  }

  private mutating func domain(of cell: Cell, named name: String) -> Parameter.Domain? {
    switch cell.content {
    case .bool: return .flag
    case .expression, .text, .perAxis: return .expression
    case .number(let number):
      let isPositive: Bool
      switch number {
      case .exact(let formula): isPositive = (formula.constantValue ?? .zero) > .zero
      case .inexact(let tree): isPositive = (tree.constantValue ?? 0) > 0
      }
      guard isPositive else {
        fault("the parameter \(quoted(name)) must be positive, not \(cell.text)", at: cell.position)
        return nil
      }
      return number.isInteger ? .integer : .real
    case .list(let choices):
      let texts = choices.compactMap { $0?.text }
      guard texts.count == choices.count, !texts.isEmpty else {
        fault("the list of \(quoted(name)) has an empty place", at: cell.position)
        return nil
      }
      for choice in choices {
        if case .list = choice?.content {
          fault("a list within a list", at: choice?.position ?? cell.position)
          return nil
        }
        if let choice, !choice.text.isTypable {
          fault(
            "\(quoted(choice.text)) can't be chosen", at: choice.position,
            help: "a list holds numbers and words")
          return nil
        }
        if case .number(let number) = choice?.content, number.bounds(over: [:]).lower <= 0 {
          fault(
            "the parameter \(quoted(name)) must be positive, not \(number.text)",
            at: choice?.position ?? cell.position)
          return nil
        }
      }
      return .choice(texts)
    }
  }

  private mutating func function(_ member: JSON.Member) -> LocalFunction? {
    let parts = member.key.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
    let (name, rest) = (String(parts[0]), String(parts[1]))
    guard rest.last == ")", checkName(name, "a function", at: member.keyPosition),
      checkName(String(rest.dropLast()), "an argument", at: member.keyPosition)
    else {
      if rest.last != ")" {
        fault(
          "\(quoted(member.key)) is not a function", at: member.keyPosition,
          help: "a function of one argument is written \"name(x)\"")
      }
      return nil
    }
    guard let body = expression(member.value) else { return nil }
    return LocalFunction(name: name, argument: String(rest.dropLast()), body: body)
  }

  private mutating func ranges(
    _ json: JSON, of parameters: [Parameter]
  ) -> [(parameter: String, values: [String])] {
    membersInOrder(json, "'ranges'").map { member in
      let cells = list(member.value)
      let texts = cells.map(\.text)
      if texts.isEmpty { fault("a range without values", at: member.value.position) }
      if let parameter = parameters.first(where: { $0.name == member.key }) {
        for cell in cells {
          let entry = Settings.Entry(name: member.key, text: cell.text, flag: quoted(member.key))
          do throws(Diagnostic) {
            _ = try parameter.value(typed: entry)
          } catch {
            fault(error.message, at: cell.position)
          }
        }
      } else {
        fault(
          "\(quoted(member.key)) is not a parameter", at: member.keyPosition,
          help: didYouMean(member.key, in: parameters.map(\.name)))
      }
      return (member.key, texts)
    }
  }

  private mutating func input(_ json: JSON) -> [Cell] {
    let cells = list(json)
    if !(1...4).contains(cells.count), faults.isEmpty {
      fault(
        "the input has \(cells.count) sizes", at: json.position,
        help: "it has 1 to 4: those of its map, then the channels, as in [height, width, channels]")
    }
    return cells
  }

  private mutating func variants(_ json: JSON, of parameters: [Parameter]) -> [Variant] {
    guard case .array(let rows) = json.value, let header = rows.first else {
      fault("'variants' is a table: a header row, then a row for each member", at: json.position)
      return []
    }
    let columns = headerNames(header)
    guard columns.first == "variant" else {
      fault("the first column of 'variants' is \"variant\"", at: header.position)
      return []
    }
    let names = parameters.map(\.name)
    if case .array(let cells) = header.value {
      if let twice = columns.first(where: { name in columns.filter { $0 == name }.count > 1 }) {
        fault("two columns are named \(quoted(twice))", at: header.position)
      }
      for (column, cell) in zip(columns, cells).dropFirst() where !names.contains(column) {
        fault(
          "\(quoted(column)) is not a parameter", at: cell.position,
          help: didYouMean(column, in: names))
      }
    }
    var seen: Set<String> = []
    return rows.dropFirst().compactMap { row in
      guard case .array(let cells) = row.value, let first = cells.first,
        let name = identifier(first, "a member's name")
      else {
        fault("a member's row starts with its name", at: row.position)
        return nil
      }
      guard cells.count <= columns.count else {
        fault("\(cells.count) cells under \(columns.count) columns", at: row.position)
        return nil
      }
      if !seen.insert(name).inserted {
        fault("a second member \(quoted(name))", at: first.position)
      }
      var values: [String: Cell] = [:]
      for (column, json) in zip(columns, cells).dropFirst() {
        if let value = cell(json) { values[column] = value }
      }
      return Variant(name: name, values: values, position: first.position)
    }
  }

  private mutating func scale(_ json: JSON) -> [String: Expression] {
    var rules: [String: Expression] = [:]
    for member in membersInOrder(json, "'scale'") {
      if let rule = expression(member.value) { rules[member.key] = rule }
    }
    return rules
  }

  private mutating func cells(_ json: JSON) -> [String: Cell] {
    var cells: [String: Cell] = [:]
    for member in membersInOrder(json, "'defaults'") {
      if ["operator", "name", "from", "if", "n", "each"].contains(member.key) {
        fault("the column \(quoted(member.key)) takes no default", at: member.keyPosition)
      } else if let value = cell(member.value) {
        cells[member.key] = value
      } else {
        fault("the default of \(quoted(member.key)) is empty", at: member.value.position)
      }
    }
    return cells
  }

  private mutating func blocks(_ json: JSON) -> [String: Block] {
    var blocks: [String: Block] = [:]
    for member in membersInOrder(json, "'blocks'") {
      guard checkName(member.key, "a block", at: member.keyPosition) else { continue }
      if Operator<Formula>.names.contains(member.key) {
        fault("the block \(quoted(member.key)) is named like an operator", at: member.keyPosition)
      }
      if let block = block(member) { blocks[member.key] = block }
    }
    return blocks
  }

  private mutating func block(_ member: JSON.Member) -> Block? {
    let keys = ["let", "inputs", "outputs", "body", "note", "source"]
    guard let members = object(member.value, keys: keys, in: "a block") else { return nil }
    guard let body = members["body"] else {
      fault("the block \(quoted(member.key)) has no 'body'", at: member.value.position)
      return nil
    }
    let inputs = members["inputs"].map { strings($0) } ?? []
    for name in inputs where inputs.filter({ $0 == name }).count > 1 {
      fault("two inputs are named \(quoted(name))", at: member.keyPosition)
      break
    }
    if let source = members["source"] { _ = string(source) }
    guard let table = table(body, inputs: inputs) else { return nil }
    return Block(
      name: member.key, columns: members["let"].map { columns($0) } ?? [], inputs: inputs,
      outputs: members["outputs"].map { outputs($0) } ?? [], body: table,
      position: member.keyPosition)
  }

  /// The names of the rows that provide the outputs.
  private mutating func outputs(_ json: JSON) -> [Cell] {
    let cells = list(json)
    for cell in cells {
      if case .expression(let expression) = cell.content, case .name = expression.root { continue }
      fault("an output is the name of a row, not \(quoted(cell.text))", at: cell.position)
    }
    return cells
  }

  /// The columns of a block: `"c"`, or `"s = 1"` with a default.
  private mutating func columns(_ json: JSON) -> [Block.Column] {
    guard case .array(let elements) = json.value else {
      fault("a block's 'let' is a list of columns, not \(json.kind)", at: json.position)
      return []
    }
    var columns: [Block.Column] = []
    for element in elements {
      guard case .string(let text) = element.value else {
        fault("a column is a string, not \(element.kind)", at: element.position)
        continue
      }
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0].filter { $0 != " " })
      guard checkColumn(name, at: element.position) else { continue }
      if columns.contains(where: { $0.name == name }) {
        fault("a second column \(quoted(name))", at: element.position)
      }
      var defaultValue: Expression?
      if parts.count == 2 {
        let origin = element.position.advanced(by: parts[0].utf8.count + 2)
        defaultValue = expression(String(parts[1]), at: origin)
        if defaultValue == nil { continue }
      }
      columns.append(Block.Column(name: name, defaultValue: defaultValue))
    }
    return columns
  }
}
