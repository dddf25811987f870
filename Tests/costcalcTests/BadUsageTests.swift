import Foundation
import Specs
import Testing

/// Wrong command lines: what is wrong and what would be right on standard error, nothing on
/// standard output, and exit code 2.
struct BadUsageTests {
  func expect(_ line: String, _ message: String) throws {
    // Usage errors are led by the command and end with a pointer to its help.
    let context = message.prefix { $0 != ":" }
    let isUsage = context.hasPrefix("costcalc ")
    let result = try Tool.run(shell: "costcalc \(line)")
    #expect(
      result.error == message + (isUsage ? "\nTry '\(context) --help'.\n" : "\n"),
      "costcalc \(line)")
    #expect(result.output == "" && result.status == 2, "costcalc \(line)")
  }

  @Test func commandsAndModels() throws {
    let table = [
      ("count", "costcalc count: MODEL is missing"),
      ("count mobilnet_v1", "costcalc: unknown model 'mobilnet_v1'; did you mean 'mobilenet_v1'?"),
      (
        "count MobileNet_V1", "costcalc: unknown model 'MobileNet_V1'; did you mean 'mobilenet_v1'?"
      ),
      (
        "count mobilenet",
        "costcalc: unknown model 'mobilenet'; did you mean 'mobilenet_v1', 'mobilenet_v2', "
          + "'mobilenet_v3_large', 'mobilenet_v3_small', …?"
      ),
      (
        "count resnext50",
        "costcalc: unknown model 'resnext50'; did you mean 'resnext50_32x4d'?"
      ),
      (
        "count resnet.onnx", "costcalc: 'resnet.onnx' can't be read: No such file or directory"
      ),
      (
        "fit resnet.onnx --max-macs 1M",
        "costcalc: 'resnet.onnx' can't be read: No such file or directory"
      ),
      (
        "count mobilenet_v1 --columns layer,macsShare",
        "costcalc count: 'macsShare' is a column of another table of this command: of all MACs, "
          + "with --kinds"
      ),
      (
        "count mobilenet_v1 --sort layers",
        "costcalc count: 'layers' is a column of another table of this command: how many are "
          + "summed, with --fold or --kinds"
      ),
      (
        "scale mobilenet_v1 --keep conv",
        "costcalc scale: --keep needs a model file, not 'mobilenet_v1'"
      ),
      (
        "grid-search --outputs x",
        "costcalc grid-search: --outputs needs a model file, not 'efficientnet_b0'"
      ),
      ("verify all --keep c1", "costcalc verify: --keep needs a model file, not 'all'"),
      (
        "count mobilenet_v1 --unpriced Grid",
        "costcalc count: --unpriced needs a model file, not 'mobilenet_v1'"
      ),
      ("count qqqqq", "costcalc: unknown model 'qqqqq'; 'costcalc list' shows all of them"),
      ("count ''", "costcalc: unknown model ''; 'costcalc list' shows all of them"),
      ("spec qqqqq", "costcalc: unknown model 'qqqqq'; 'costcalc list' shows all of them"),
      (
        "count mobilenet_v1 resnet50 --kinds",
        "costcalc count: --kinds sums the layers of one network"
      ),
      (
        "count --se mobilenet_v1",
        "costcalc count: MODEL is missing; "
          + "'mobilenet_v1' was read as the value of '--se', so put MODEL first"
      ),
      ("check", "costcalc check: MODEL is missing"),
      (
        "verify standard --threads abc",
        "costcalc verify: --threads takes a positive whole number, not 'abc'"
      ),
      (
        "verify standard --threads 0",
        "costcalc verify: --threads takes a positive whole number, not '0'"
      ),
      ("explain", "costcalc explain: MODEL is missing"),
      (
        "explain mobilenet_v1 --to thp",
        "costcalc explain: unknown TOOL 'thp' for option '--to'; did you mean 'thop'?"
      ),
      (
        "explain mobilenet_v1 --value 0.41G --to thop",
        "costcalc explain: --value searches all conventions, and takes no --from or --to"
      ),
      (
        "explain mobilenet_v1 --value much",
        "costcalc explain: --value takes a count as it was printed, such as 0.41G, 4.1 B, 5,288,548 or 4.1e9, not 'much'"
      ),
      (
        "explain mobilenet_v1 --value 25.6MB",
        "costcalc explain: --value takes a count, not a size in bytes such as '25.6MB'; a prefix alone is a count: 25.6M"
      ),
      (
        "explain mobilenet_v1 --from keras",
        "costcalc explain: 'keras' counts parameters, not MACs"
      ),
      (
        "count mobilenet_v1 --convention fvcor",
        "costcalc count: unknown TOOL 'fvcor' for option '--convention'; did you mean 'fvcore' or 'fvcore-on-timm'?"
      ),
      (
        "published mobilenet_v5",
        "costcalc published: unknown model or paper 'mobilenet_v5'; did you mean 'mobilenet_v1'?"
      ),
      (
        "published timm --verdict right",
        "costcalc published: unknown VERDICT 'right' for option '--verdict'; "
          + "choose as-printed, under-convention, truncated, misprint, not-modelled or unexplained"
      ),
      ("list xyz", "costcalc list: nothing matches 'xyz'; 'costcalc list' shows everything"),
      (
        "list xyz --names h101",
        "costcalc list: nothing matches 'xyz' or 'h101'; did you mean 'h100'?"
      ),
      ("list moblenet", "costcalc list: nothing matches 'moblenet'; did you mean 'mobilenet'?"),
      (
        "table mobilenet_v2 --columns MACs,Printed",
        "costcalc table: 'Printed' is the heading of several columns; "
          + "choose publishedMacs or publishedParameters"
      ),
      ("completions tcsh", "costcalc completions: unknown SHELL 'tcsh'; choose bash, zsh or fish"),
      ("help cuont", "costcalc help: unknown COMMAND 'cuont'; did you mean 'count'?"),
      (
        "count mobilenet_v1 --variant x",
        "costcalc count: --variant needs a spec file, not 'mobilenet_v1'; "
          + "use 'x' instead"
      ),
    ]
    for (line, message) in table { try expect(line, message) }
    // Without a command the pointer to help has none either.
    for (line, message) in [
      ("coutn mobilenet_v1", "unknown command 'coutn'; did you mean 'count'?"),
      ("--hepl", "unknown option '--hepl'; did you mean '--help'?"), ("-x", "unknown option '-x'"),
    ] {
      let result = try Tool.run(shell: "costcalc \(line)")
      #expect(result.error == "costcalc: \(message)\nTry 'costcalc --help'.\n")
      #expect(result.output == "" && result.status == 2)
    }
  }

  @Test func parameters() throws {
    let table = [
      ("--widht 0.5", "costcalc count: unknown option '--widht'; did you mean '--width'?"),
      (
        "--qqq 1",
        "costcalc count: unknown option '--qqq'; "
          + "parameters are --classes, --depth, --resolution, --se, --width"
      ),
      ("--width", "costcalc count: '--width' needs a value, such as 1.0"),
      ("--width --exact", "costcalc count: '--width' needs a value, such as 1.0"),
      ("--width 0.5 --width 1", "costcalc count: '--width' is given more than once"),
      ("--width 0.5 --set width=1", "costcalc count: '--width' is given more than once"),
      ("--width 0", "costcalc: --width takes a positive number, not '0'"),
      ("--width -1", "costcalc: --width takes a positive number, not '-1'"),
      ("--width nan", "costcalc: --width takes a positive number, not 'nan'"),
      ("--width 1e999", "costcalc: --width takes a positive number, not '1e999'"),
      ("--width 0x1p3", "costcalc: --width takes a positive number, not '0x1p3'"),
      ("--width=", "costcalc: --width takes a positive number, not ''"),
      ("--set width=0", "costcalc: --set width takes a positive number, not '0'"),
      ("--se=maybe", "costcalc: --se takes true or false, not 'maybe'"),
      ("--resolution 0", "costcalc: --resolution takes a positive whole number, not '0'"),
      ("--resolution 1.5", "costcalc: --resolution takes a positive whole number, not '1.5'"),
      (
        "--resolution 1000000000000000000000000000000",
        "costcalc: --resolution takes a positive whole number below 2^63, "
          + "not '1000000000000000000000000000000'"
      ),
      (
        "--batch 0", "costcalc count: --batch takes a positive whole number below 2^63, not '0'"
      ),
      (
        "--batch 99999999999999999999",
        "costcalc count: --batch takes a positive whole number below 2^63, "
          + "not '99999999999999999999'"
      ),
      (
        "--input 0x0",
        "costcalc count: --input takes HEIGHTxWIDTH or HEIGHTxWIDTHxCHANNELS, such as 192x256, "
          + "not '0x0'"
      ),
      (
        "--input 192x256x4x5",
        "costcalc count: --input takes HEIGHTxWIDTH or HEIGHTxWIDTHxCHANNELS, such as 192x256, "
          + "not '192x256x4x5'"
      ),
      (
        "--input 192x256 --resolution 128",
        "costcalc: --resolution can't be combined with an input, which gives the size"
      ),
      ("--set qqq", "costcalc count: --set takes NAME=VALUE, not 'qqq'"),
      (
        "--set qqq=1",
        "costcalc count: unknown parameter 'qqq' for --set; "
          + "choose classes, depth, resolution, se or width"
      ),
      (
        "--set widht=1",
        "costcalc count: unknown parameter 'widht' for --set; did you mean 'width'?"
      ),
    ]
    for (flags, message) in table { try expect("count mobilenet_v1 \(flags)", message) }
  }

  @Test func options() throws {
    let table = [
      (
        "--weights int3",
        "costcalc count: unknown TYPE 'int3' for option '--weights'; did you mean 'int8'?"
      ),
      (
        "--format jsn",
        "costcalc count: unknown FORMAT 'jsn' for option '--format'; did you mean 'json'?"
      ),
      (
        "--fold stage",
        "costcalc count: unknown LEVEL 'stage' for option '--fold'; did you mean 'stages'?"
      ),
      ("--fold", "costcalc count: option '--fold' needs a value, LEVEL"),
      ("--fold parts --fold blocks", "costcalc count: option '--fold' is given more than once"),
      (
        "--fold parts --kinds",
        "costcalc count: --fold and --kinds can't be combined: both sum layers"
      ),
      ("--exact=1", "costcalc count: option '--exact' takes no value, but got '1'"),
      ("-z", "costcalc count: unknown option '-z'"),
      ("--columns MAC", "costcalc count: unknown column 'MAC'; did you mean 'macs'?"),
      (
        "--kinds --columns share",
        "costcalc count: 'share' is the heading of several columns; choose macsShare, "
          + "parametersShare or fusedBytesShare"
      ),
      (
        "--kinds --columns ,",
        "costcalc count: unknown column ''; choose kind, layers, macs, macsShare, parameters, "
          + "parametersShare, fusedBytes or fusedBytesShare"
      ),
      (
        "--sort qqq",
        "costcalc count: unknown column 'qqq'; choose layer, operator, then, kind, input, "
          + "output, macs, effectiveMacs, flops, parameters, activations, modelBytes, fusedBytes, "
          + "inputBytes, weightBytes, outputBytes, unfusedBytes, unfusedInputBytes, "
          + "unfusedWeightBytes, unfusedOutputBytes, intensity, im2colBytes or peak"
      ),
    ]
    for (flags, message) in table { try expect("count mobilenet_v1 \(flags)", message) }
  }

  @Test func ranges() throws {
    let form = "separate values by commas, or write a range as FIRST:LAST:STEP"
    let rises = "it goes up from FIRST to LAST by a positive STEP"
    let table = [
      ("1:0:0.1", "the range '1:0:0.1' is empty; \(rises)"),
      ("0:1:0", "the range '0:1:0' is empty; \(rises)"),
      ("0:1:1e-18", "'0:1:1e-18' has more than 10000 values"),
      ("0.00001:1:0.00001", "'0.00001:1:0.00001' has more than 10000 values"),
      ("0.0001:1:0.0001,1", "more than 10000 values"),
      ("1:2", "'1:2' is not a value; \(form)"),
      ("1,,2", "'' is not a value; \(form)"),
      ("a:b:c", "a range needs numbers, not 'a:b:c'"),
    ]
    for (text, message) in table {
      try expect("table mobilenet_v1 --width \(text)", "costcalc: --width: \(message)")
    }
    try expect(
      "table mobilenet_v1 --width 0.001:1:0.001 --resolution 32:32000:32",
      "costcalc table: the table would have more than 10000 rows")
  }

  @Test func comparisons() throws {
    let table = [
      ("", "costcalc compare: a comparison needs two models, or --replace"),
      ("vs", "costcalc compare: a comparison needs two models, or --replace"),
      ("mobilenet_v9", "costcalc: unknown model 'mobilenet_v9'; did you mean 'mobilenet_v1'?"),
      ("--replace x", "costcalc compare: --replace takes BLOCK=OTHER, not 'x'"),
      ("--replace =", "costcalc compare: --replace takes BLOCK=OTHER, not '='"),
      ("--replace qqq=standard", "costcalc: no row of mobilenet_v1 is 'qqq', to be replaced"),
      (
        "--replace separabel=standard",
        "costcalc: no row of mobilenet_v1 is 'separabel', to be replaced; did you mean 'separable'?"
      ),
      (
        "--replace separable=standrd",
        "costcalc: unknown operator 'standrd' in place of 'separable'; did you mean 'standard'?"
      ),
      (
        "--replace separable=standard --replace separable=grouped",
        "costcalc compare: --replace replaces 'separable' twice"
      ),
    ]
    for (rest, message) in table { try expect("compare mobilenet_v1 \(rest)", message) }
  }

  @Test func formulas() throws {
    let breakpoints =
      "costcalc formula: --breakpoints takes NAME=FROM:TO, two positive numbers in order, not "
    let table = [
      (
        "--free widht",
        "costcalc: mobilenet_v1 has no parameter 'widht' to be left free; did you mean 'width'?"
      ),
      (
        "--free batchh",
        "costcalc: mobilenet_v1 has no parameter 'batchh' to be left free; did you mean 'batch'?"
      ),
      (
        "--free all,x",
        "costcalc: mobilenet_v1 has no parameter 'x' to be left free; "
          + "it has width, depth, se, resolution, classes, batch"
      ),
      ("--free se", "costcalc: the parameter 'se' is a flag, and can't be free"),
      ("--free ,", "costcalc formula: --free takes names separated by commas, not ','"),
      ("--breakpoints width=1:0", breakpoints + "'width=1:0'"),
      ("--breakpoints width=0:1", breakpoints + "'width=0:1'"),
      ("--breakpoints width=nan:1", breakpoints + "'width=nan:1'"),
      ("--breakpoints width=0.5:1:2", breakpoints + "'width=0.5:1:2'"),
      (
        "--breakpoints depth=1:2",
        "costcalc formula: unknown free parameter 'depth' for --breakpoints; "
          + "choose width or resolution"
      ),
      (
        "--breakpoints resolution=1:1e11",
        "costcalc: --breakpoints: more than 10000 breakpoints; narrow the range"
      ),
    ]
    for (flags, message) in table { try expect("formula mobilenet_v1 \(flags)", message) }
  }

  @Test func hugeAndBrokenArguments() throws {
    let long = String(repeating: "a", count: 120_000)
    let shown = String(repeating: "a", count: 48) + "…"
    let table: [([String], String)] = [
      ([long], "costcalc: unknown command '\(shown)'\nTry 'costcalc --help'.\n"),
      (
        ["count", long],
        "costcalc: unknown model '\(shown)'; 'costcalc list' shows all of them\n"
      ),
      (
        ["count", "mobilenet_v1", "--width", String(repeating: "1", count: 120_000)],
        "costcalc: --width takes a positive number, not "
          + "'\(String(repeating: "1", count: 48))…'\n"
      ),
      (
        ["count", "mobilenet_v1"] + [String](repeating: "--width=1", count: 10_000),
        "costcalc count: '--width' is given more than once\nTry 'costcalc count --help'.\n"
      ),
      (
        ["count"] + (0..<10_000).map { "--p\($0)=1" },
        "costcalc count: MODEL is missing\nTry 'costcalc count --help'.\n"
      ),
      (
        ["count", "\u{1B}[31m"],
        "costcalc: unknown model '<U+001B>[31m'; 'costcalc list' shows all of them\n"
      ),
    ]
    for (arguments, message) in table {
      let result = try Tool.run(arguments)
      #expect(result.error == message && result.output == "" && result.status == 2)
    }
    let result = try Tool.run(shell: "costcalc count \"$(printf 'a\\377b')\"")
    #expect(
      result.error == "costcalc: unknown model 'a<0xFF>b'; 'costcalc list' shows all of them\n")
    #expect(result.output == "" && result.status == 2)
  }
}
