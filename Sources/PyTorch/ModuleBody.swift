/// What a class of modules consists of: fields, and what is done with them.
struct ModuleBody {
  struct Field {
    let name: String
    /// Modules that follow each other.
    let modules: [Code]
    /// The layers of each of them, for comments.
    let layers: [[Int]]
  }

  struct Statement {
    let targets: [String]
    let value: Code
    /// The field alone, applied to what was made just before; nil for anything else.
    let link: String?
  }

  private(set) var fields: [Field] = []
  private var fieldNames: Set<String> = []
  var statements: [Statement] = []
  /// The names of what it is applied to, and of what it returns.
  var inputs: [String] = []
  var results: [String] = []

  /// Adds a field.
  mutating func add(_ field: Field) {
    fields.append(field)
    fieldNames.insert(field.name)
  }

  /// Whether a field is called like that.
  func hasField(_ name: String) -> Bool { fieldNames.contains(name) }

  /// Whether it applies each of its fields once, one after the other.
  var isChain: Bool {
    inputs.count == 1 && results.count == 1 && !fields.isEmpty
      && statements.map(\.link) == fields.map(\.name)
  }

  /// Whether it adds what it is given to what it makes of it.
  var isResidual: Bool {
    statements.contains { statement in
      statement.link == nil
        && statement.value.text().components(of: " + ").contains { inputs.contains($0) }
    }
  }

  /// All code, in the order of the text.
  private var codes: [Code] { fields.flatMap(\.modules) + statements.map(\.value) }

  /// The numbers, in the order of the text.
  var numbers: [Code.Number] { codes.flatMap(\.numbers) }

  /// How many of them are in fields.
  var fieldNumbers: Int { fields.flatMap(\.modules).reduce(0) { $0 + $1.numbers.count } }

  /// What instances of a class have in common.
  var skeleton: String {
    let fields = fields.map { field in
      ([field.name] + field.modules.map(\.skeleton)).joined(separator: "\u{1}")
    }
    let statements = statements.map { statement in
      (statement.targets + [statement.value.skeleton]).joined(separator: "\u{1}")
    }
    return (inputs + ["\u{2}"] + fields + ["\u{2}"] + statements + ["\u{2}"] + results)
      .joined(separator: "\u{3}")
  }
}

extension String {
  /// The parts between separators.
  fileprivate func components(of separator: String) -> [String] {
    let parts = split(separator: separator, omittingEmptySubsequences: false)
    return parts.count > 1 ? parts.map(String.init) : []
  }
}
