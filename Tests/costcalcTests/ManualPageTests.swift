import Foundation
import Testing

import costcalc

/// Pages for `man`: every command has one, and mandoc, where it is installed, finds no fault.
@Test func everyCommandHasAPage() throws {
  let folder = try Scratch()
  let pages =
    [("costcalc", ManualPage(of: program))]
    + program.commands.map { ("costcalc-\($0.name)", ManualPage(of: $0, in: program)) }
  for (name, page) in pages {
    let text = page.text()
    #expect(text.contains("\n.Dt \(name.uppercased()) 1\n"), "\(name)")
    try folder.write(text, to: "\(name).1")
  }
  for command in program.commands {
    let text = try folder.text("costcalc-\(command.name).1")
    for option in command.allOptions {
      #expect(
        text.contains(option.name.replacing("-", with: "\\-")), "\(command.name) --\(option.name)")
    }
    for example in command.examples {
      #expect(text.contains(example.line.replacing("-", with: "\\-")), "\(example.line)")
    }
  }
  let result = try Tool.run(shell: "mandoc -T lint costcalc*.1", in: folder.url)
  guard result.status != 127 else { return print("mandoc is not installed; pages are not checked") }
  // Pages refer to each other, and these are not installed.
  let faults = (result.output + result.error).split(separator: "\n")
    .filter { !$0.contains("referenced manual not found: Xr costcalc") }
  #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
}

@Test func aPageHasNoControlLinesOfItsTexts() {
  let command = Command(
    name: "odd", summary: "A 'quoted' \\n summary.", usage: "tool odd .",
    discussion: ".Dd not a macro\n\n'nor this, with a \\fB backslash",
    examples: [(".tool odd", "starts with a period")], run: { _ in })
  let text = ManualPage(of: command, in: program).text()
  #expect(
    text.contains("\n\\&.Dd not a macro\n.Pp\n\\&'nor this, with a \\efB backslash\n"), "\(text)")
  #expect(text.contains("\n\\&.tool odd\n.Ed\n"))
  #expect(text.contains("\n.Nd \"A 'quoted' \\en summary\"\n"), "\(text)")
}
