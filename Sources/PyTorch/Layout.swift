/// How code is laid out in lines of at most 100 columns.
enum Layout {
  static let width = 100

  /// Modules as one: alone, or one after the other.
  static func sequence(_ modules: [String]) -> String {
    modules.count == 1 ? modules[0] : "nn.Sequential(\(modules.joined(separator: ", ")))"
  }

  /// `name = modules`, on as many lines as it takes.
  static func assignment(_ name: String, _ modules: [String], indent: Int) -> [String] {
    let line = String(repeating: " ", count: indent) + "\(name) = \(sequence(modules))"
    guard line.count > width, modules.count > 1 else { return [line] }
    return call("\(name) = nn.Sequential", modules.map { ($0, nil) }, indent: indent)
  }

  /// A line that is too long as several: its last call is broken between arguments.
  static func wrapped(_ line: String) -> [String] {
    guard line.count > width, !line.contains("#"), let open = line.firstIndex(of: "("),
      let close = line.lastIndex(of: ")"), open < close
    else { return [line] }
    let indent = String(line.prefix { $0 == " " })
    var lines = [String(line[...open])]
    var next = indent + "   "
    for argument in arguments(line[line.index(after: open)..<close]) {
      if next.count + argument.count + 2 > width {
        lines.append(next)
        next = indent + "   "
      }
      next += " \(argument),"
    }
    return lines + [next, indent + line[close...]]
  }

  /// The arguments of a call.
  private static func arguments(_ text: Substring) -> [String] {
    var (all, depth) = ([""], 0)
    for character in text {
      if character == "(" || character == "[" { depth += 1 }
      if character == ")" || character == "]" { depth -= 1 }
      if character == ",", depth == 0 {
        all.append("")
      } else if character != " " || !all[all.count - 1].isEmpty {
        all[all.count - 1].append(character)
      }
    }
    return all
  }

  /// A call with its arguments, one a line where they have comments or do not fit into one.
  static func call(
    _ function: String, _ arguments: [(text: String, comment: String?)], indent: Int
  ) -> [String] {
    let space = String(repeating: " ", count: indent)
    let line = "\(space)\(function)(\(arguments.map(\.text).joined(separator: ", ")))"
    if line.count <= width, arguments.allSatisfy({ $0.comment == nil }) { return [line] }
    return ["\(space)\(function)("]
      + arguments.flatMap { argument in
        (argument.comment.map { ["\(space)    # \($0)"] } ?? []) + ["\(space)    \(argument.text),"]
      } + ["\(space))"]
  }
}
