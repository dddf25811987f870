import Testing

import costcalc

/// What the sample program makes of a command line, in one line of text.
private func outcome(_ line: String) -> String {
  let arguments = line.split(separator: " ").map(String.init)
  do throws(UsageError) {
    switch try Sample.program.request(arguments) {
    case .nothing: return "nothing"
    case .overview: return "overview"
    case .version: return "version"
    case .help(let command): return "help \(command.name)"
    case .run(let invocation): return summary(of: invocation)
    }
  } catch {
    return error.description
  }
}

private func summary(of invocation: Invocation) -> String {
  let options = invocation.options.sorted { $0.key < $1.key }.map { name, values in
    "\(name)=\(values.map { $0 ?? "" }.joined(separator: "+"))"
  }
  let parameters = invocation.parameters.map { "{\($0.spelling) \($0.value ?? "-")}" }
  return ([invocation.command.name] + invocation.operands + options + parameters)
    .joined(separator: " ")
}

@Test func parserReadsWhatIsRight() {
  let table = [
    ("", "nothing"),
    ("--help", "overview"),
    ("-h", "overview"),
    ("--version", "version"),
    ("-V", "version"),
    ("table --help", "help table"),
    ("table -h", "help table"),
    ("table -qh", "help table"),
    ("table --formt --help", "help table"),
    ("help --help", "help help"),
    ("help", "help"),
    ("help table", "help table"),
    ("table m", "table m"),
    ("table m --format csv", "table m format=csv"),
    ("table m --format=csv", "table m format=csv"),
    ("table m -f csv", "table m format=csv"),
    ("table m -fcsv", "table m format=csv"),
    ("table m -qfcsv", "table m format=csv quiet="),
    ("table m -qf csv", "table m format=csv quiet="),
    ("table m -eq", "table m exact= quiet="),
    ("table m -q -q", "table m quiet=+"),
    ("table m --columns=", "table m columns="),
    ("table m --columns=a=b", "table m columns=a=b"),
    ("table m --jobs -1", "table m jobs=-1"),
    ("table m -j -.5", "table m jobs=-.5"),
    ("table m -j-1", "table m jobs=-1"),
    ("table m --jobs -", "table m jobs=-"),
    ("table -1", "table -1"),
    ("table -", "table -"),
    ("table -- --format", "table --format"),
    ("table -- --help", "table --help"),
    ("list -t a --tag b --tag=c", "list tag=a+b+c"),
    ("check macs a b", "check macs a b"),
    // Parameters of the model.
    ("table m --width 0.75", "table m {--width 0.75}"),
    ("table m --width=0.75", "table m {--width 0.75}"),
    ("table m --width=", "table m {--width }"),
    ("table m --shift -1", "table m {--shift -1}"),
    ("table m --se", "table m {--se -}"),
    ("table m --se --width 1,2", "table m {--se -} {--width 1,2}"),
    ("table m --se -q", "table m quiet= {--se -}"),
    ("table --se -- m", "table m {--se -}"),
    ("table m --b 1 --a 2 --b 3", "table m {--b 1} {--a 2} {--b 3}"),
  ]
  for (line, expected) in table {
    #expect(outcome(line) == expected, "costcalc \(line)")
  }
}

@Test func parserExplainsWhatIsWrong() {
  let table = [
    ("tabel", "costcalc: unknown command 'tabel'; did you mean 'table'?"),
    ("xyzzy", "costcalc: unknown command 'xyzzy'"),
    ("--versoin", "costcalc: unknown option '--versoin'; did you mean '--version'?"),
    ("help tabel", "costcalc help: unknown COMMAND 'tabel'; did you mean 'table'?"),
    ("list --tga x", "costcalc list: unknown option '--tga'; did you mean '--tag'?"),
    ("list --tga=x", "costcalc list: unknown option '--tga'; did you mean '--tag'?"),
    ("list --colour", "costcalc list: unknown option '--colour'; did you mean '--color'?"),
    ("list -x", "costcalc list: unknown option '-x'"),
    ("list -names", "costcalc list: unknown option '-n'; did you mean '--names'?"),
    ("table m -x", "costcalc table: unknown option '-x'"),
    ("table m --=1", "costcalc table: unknown option '--'"),
    ("list --names=yes", "costcalc list: option '--names' takes no value, but got 'yes'"),
    ("list --tag", "costcalc list: option '--tag' needs a value, TAG"),
    ("list --tag --names", "costcalc list: option '--tag' needs a value, TAG"),
    ("list -t", "costcalc list: option '--tag' needs a value, TAG"),
    ("table m -f", "costcalc table: option '--format' needs a value, FORMAT"),
    ("table m -f csv -f csv", "costcalc table: option '--format' is given more than once"),
    (
      "table m -f jsno",
      "costcalc table: unknown FORMAT 'jsno' for option '--format'; did you mean 'json'?"
    ),
    (
      "table m --format=xls",
      "costcalc table: unknown FORMAT 'xls' for option '--format'; "
        + "choose text, json, csv or markdown"
    ),
    ("table", "costcalc table: MODEL is missing"),
    ("table --width=1", "costcalc table: MODEL is missing"),
    (
      "table --se vgg16",
      "costcalc table: MODEL is missing; 'vgg16' was read as the value of '--se', so put MODEL first"
    ),
    ("table m n", "costcalc table: unexpected operand 'n' after MODEL"),
    ("list m", "costcalc list: unexpected operand 'm'"),
    ("check", "costcalc check: KIND is missing"),
    ("check mac", "costcalc check: unknown KIND 'mac'; did you mean 'macs'?"),
    ("completions tcsh", "costcalc completions: unknown SHELL 'tcsh'; choose bash, zsh or fish"),
    ("list \u{1B}[2J", "costcalc list: unexpected operand '<U+001B>[2J'"),
  ]
  for (line, message) in table {
    let context = message.prefix { $0 != ":" }
    #expect(outcome(line) == "\(message)\nTry '\(context) --help'.", "costcalc \(line)")
  }
}

@Test func invocationAnswersByOption() throws {
  let invocation = try Parser.parse(
    ["m", "-q", "--format", "csv", "--widht", "1"], for: Sample.table, of: Sample.program)
  #expect(invocation.isGiven(Sample.quiet))
  #expect(!invocation.isGiven(.exact))
  #expect(invocation.value(of: .format) == "csv")
  #expect(invocation.value(of: .columns) == nil)
  #expect(invocation.values(of: Sample.quiet) == [])
  #expect(invocation.choice(of: .format) == Format.csv)
  let error = invocation.unknown(invocation.parameters[0], parameters: ["width", "resolution"])
  #expect(
    error.message == "costcalc table: unknown option '--widht'; did you mean '--width'?")
}

@Test func columnsAreSelectedByKey() throws {
  func keys(_ list: String) throws -> [String] {
    let invocation = try Parser.parse(["m", "-c", list], for: Sample.table, of: Sample.program)
    return try invocation.selection(from: Sample.grid).columns.map(\.key)
  }
  #expect(try keys("macs,layer") == ["macs", "layer"])
  let error = #expect(throws: UsageError.self) { try keys("layer,mac") }
  #expect(error?.message == "costcalc table: unknown column 'mac'; did you mean 'macs'?")
}
