/// Lays out help for a terminal.
package struct Help {
  private let program: Program
  private let display: Display
  private let width: Int

  package init(of program: Program, on display: Display) {
    self.program = program
    self.display = display
    // Lines over 100 columns are hard to read; under 40, two columns do not fit.
    width = min(max(display.width ?? 80, 40), 100)
  }

  package func overview() -> String {
    text(HelpPage(of: program))
      + "\n"
      + lines(paragraphs("Try '\(program.name) COMMAND --help' for more about a command."))
  }

  package func text(for command: Command) -> String { text(HelpPage(of: command, in: program)) }
}

extension Help {
  private func text(_ page: HelpPage) -> String {
    let examples = page.examples.flatMap { example in
      ["  " + example.line] + wrapped(example.shows, to: width - 6).map { "      " + $0 }
    }
    let sections =
      [paragraphs(page.summary), usage(page.usage), paragraphs(page.discussion)]
      + page.lists.map { list in
        section(
          list.title, wrapped(list.note, to: width - 2).map { "  " + $0 } + twoColumns(list.entries)
        )
      } + [section("Examples", examples), paragraphs(page.notes)]
    return sections.filter { !$0.isEmpty }.map(lines).joined(separator: "\n")
  }

  private func lines(_ section: [String]) -> String { section.joined(separator: "\n") + "\n" }

  private func heading(_ title: String) -> String { display.bold(title + ":") }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : [heading(title)] + lines
  }

  private func paragraphs(_ text: String) -> [String] { wrapped(text, to: width) }

  private func usage(_ line: String) -> [String] {
    let lines = wrapped(line, to: width - 7)
    return lines.enumerated().map { index, line in
      (index == 0 ? heading("Usage") + " " : "       ") + line
    }
  }

  /// Terms on the left, wrapped texts on the right; a long term has its text below. Long options
  /// stand in a line, whether a letter comes before them or not.
  private func twoColumns(_ entries: [(term: String, text: String)]) -> [String] {
    let terms = entries.map { ($0.term.hasPrefix("--") ? "    " : "") + $0.term }
    let widest = width * 2 / 5
    let widths = terms.map(displayWidth).filter { $0 <= widest }
    let column = (widths.max() ?? 4) + 4
    return zip(terms, entries).flatMap { term, entry in
      let lines = wrapped(entry.text, to: width - column)
      let lead = "  " + term
      let isLong = displayWidth(lead) + 2 > column
      let indent = String(repeating: " ", count: column)
      return (isLong ? [lead] : [padded(lead, to: column) + (lines.first ?? "")])
        + lines.dropFirst(isLong ? 0 : 1).map { indent + $0 }
    }
  }
}
