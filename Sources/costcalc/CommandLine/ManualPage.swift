/// Lays out help as a page for `man`, in the language mdoc.
package struct ManualPage {
  private let page: HelpPage
  private let program: Program
  private let title: String
  private var lines: [String] = []

  /// The page of the tool.
  package init(of program: Program) {
    self.init(HelpPage(of: program), of: program, title: program.name)
  }

  /// The page of a command: `costcalc-count`.
  package init(of command: Command, in program: Program) {
    self.init(
      HelpPage(of: command, in: program), of: program, title: "\(program.name)-\(command.name)")
  }

  private init(_ page: HelpPage, of program: Program, title: String) {
    self.page = page
    self.program = program
    self.title = title
  }

  package func text() -> String {
    var text = Roff()
    text.macro("Dd", program.date)
    text.macro("Dt", title.uppercased(), "1")
    text.macro("Os")
    text.macro("Sh", "NAME")
    text.macro("Nm", title)
    text.macro("Nd", text: page.summary.trimmingPeriod)
    text.macro("Sh", "SYNOPSIS")
    // The words of the usage as they stand: mdoc's own macros know no 'A [vs] B…'.
    text.macro("Nm", page.name)
    text.line(String(page.usage.dropFirst(page.name.count).drop { $0 == " " }))
    if !page.discussion.isEmpty || !page.notes.isEmpty {
      text.macro("Sh", "DESCRIPTION")
      text.paragraphs([page.discussion, page.notes])
    }
    for list in page.lists {
      text.macro("Sh", list.title.uppercased())
      text.line(list.note)
      guard !list.entries.isEmpty else { continue }
      text.macro("Bl", "-tag", "-width", "Ds")
      for entry in list.entries {
        text.macro("It", text: entry.term)
        text.line(entry.text)
      }
      text.macro("El")
    }
    text.macro("Sh", "EXIT STATUS")
    text.line("0 for success, 1 for a failed check, 2 for wrong usage or bad input.")
    if !page.examples.isEmpty {
      text.macro("Sh", "EXAMPLES")
      for (index, example) in page.examples.enumerated() {
        if index > 0 { text.macro("Pp") }
        text.line(example.shows + ":")
        text.macro("Bd", "-literal", "-offset", "indent")
        text.literal(example.line)
        text.macro("Ed")
      }
    }
    text.macro("Sh", "SEE ALSO")
    let others = program.commands.map { "\(program.name)-\($0.name)" }
    let pages = title == program.name ? others.sorted() : [program.name]
    for (index, name) in pages.enumerated() {
      text.macro("Xr", name, index + 1 < pages.count ? "1 ," : "1")
    }
    return text.text
  }
}

/// Text in roff, where a line that begins with a period or a quote, and a backslash, mean something.
private struct Roff {
  private(set) var text = ""

  /// A macro with its arguments as they stand.
  mutating func macro(_ name: String, _ words: String...) {
    text += ([".\(name)"] + words).joined(separator: " ") + "\n"
  }

  /// A macro with a text in quotes, in which no word is read as another macro.
  mutating func macro(_ name: String, text words: String) {
    text += ".\(name) \"\(escaped(words).replacing("\"", with: "\\(dq"))\"\n"
  }

  /// Words to be filled, a sentence on lines of its own; empty ones say nothing.
  mutating func line(_ words: String) {
    var sentence: [Substring] = []
    for word in words.split(separator: " ") {
      sentence.append(word)
      guard word.hasSuffix(".") || word.hasSuffix(".'") || word.hasSuffix("?") else { continue }
      wrap(sentence)
      sentence = []
    }
    wrap(sentence)
  }

  private mutating func wrap(_ words: [Substring]) {
    for line in wrapped(words.joined(separator: " "), to: 56) { literal(line) }
  }

  /// A line as it stands.
  mutating func literal(_ line: String) {
    let isControl = line.hasPrefix(".") || line.hasPrefix("'")
    text += (isControl ? "\\&" : "") + escaped(line) + "\n"
  }

  mutating func paragraphs(_ texts: [String]) {
    let paragraphs = texts.flatMap { text in
      text.split(separator: "\n\n").map(String.init)
    }
    for (index, paragraph) in paragraphs.enumerated() {
      if index > 0 { macro("Pp") }
      line(paragraph)
    }
  }

  private func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
  }
}

extension String {
  fileprivate var trimmingPeriod: String { hasSuffix(".") ? String(dropLast()) : self }
}
