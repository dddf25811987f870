import Foundation
import Specs
import Testing

/// Files that are no specs, and specs with faults: `file:line:column` on standard error.
struct BadFileTests {
  /// Runs a closure in a folder of its own.
  private func inScratch(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func expect(_ line: String, in folder: URL, _ message: String) throws {
    let result = try Tool.run(shell: "costcalc \(line)", in: folder)
    #expect(result.error == message + "\n", "costcalc \(line)")
    #expect(result.output == "" && result.status == 2, "costcalc \(line)")
  }

  @Test func whatCannotBeRead() throws {
    try inScratch { folder in
      let setUp = """
        mkdir folder; ln -s nowhere dangling.json; ln -s /dev/zero endless.json
        head -c 50000000 /dev/zero > large.json; : > empty.json
        """
      #expect(try Tool.run(shell: setUp, in: folder).status == 0)
      let table = [
        ("missing.json", "'missing.json' can't be read: No such file or directory"),
        (
          "mobilenet_v1.json",
          "'mobilenet_v1.json' can't be read: No such file or directory; "
            + "the model is called 'mobilenet_v1'"
        ),
        ("dangling.json", "'dangling.json' can't be read: No such file or directory"),
        ("./folder", "'./folder' is a folder; name a spec file in it"),
        ("large.json", "'large.json' is larger than 16 MiB; name a spec file"),
        ("endless.json", "'endless.json' is larger than 16 MiB; name a spec file"),
      ]
      for (file, message) in table {
        for command in ["check", "count"] {
          try expect("\(command) \(file)", in: folder, "costcalc: \(message)")
        }
      }
      try expect(
        "count empty.json", in: folder,
        "empty.json:1:1: the file is empty; it must hold one JSON value")
      try expect(
        "check missing.json empty.json", in: folder,
        "costcalc: 'missing.json' can't be read: No such file or directory\n"
          + "empty.json:1:1: the file is empty; it must hold one JSON value")
    }
  }

  @Test func whatIsNoSpec() throws {
    let table: [(bytes: [UInt8], message: String)] = [
      (
        Array("{\"name\": \"x\", ".utf8),
        "1:15: the file ends inside the object opened at 1:1; close it with '}'"
      ),
      (
        Array("{\"name\":\"a".utf8) + [0xFF],
        "1:11: byte 0xFF is not UTF-8 here; save the file as UTF-8"
      ),
      (
        [0xEF, 0xBB, 0xBF] + Array("{}".utf8),
        "1:1: the file starts with a byte order mark; save it without one"
      ),
      (Array("[]".utf8), "1:1: a spec is an object, not an array"),
      (Array("1e999999999".utf8), "1:1: a spec is an object, not a number"),
      (Array("{// x\n}".utf8), "1:2: comments are not JSON; use a \"note\" key"),
      (Array("{\"name\":\"x\",}".utf8), "1:12: a trailing comma before '}'; take it out"),
      (Array("{\"a\":1,\n \"a\":2}".utf8), "2:2: the key 'a' occurs twice, first at 1:2"),
      (
        [UInt8](repeating: 0x5B, count: 200_000),
        "1:65: arrays and objects are nested too deep; at most 64 levels are read"
      ),
    ]
    try inScratch { folder in
      for (bytes, message) in table {
        try Data(bytes).write(to: folder.appending(path: "x.json"))
        for command in ["check", "count"] {
          try expect("\(command) x.json", in: folder, "x.json:\(message)")
        }
      }
    }
  }

  @Test func faultsNameTheirPlace() throws {
    let table: [(text: String, message: String)] = [
      (
        spec("[\"convv\", 3, 8]"), "x.json:4:4: unknown operator 'convv'; did you mean 'conv'?"
      ),
      (
        spec("[\"conv\", 3, \"widht\"]"),
        "x.json:4:15: unknown name 'widht'; did you mean 'width'?"
      ),
      (
        spec(
          "[\"b\"]",
          keys: "\"blocks\": {\"b\": {\"let\": [], \"body\": [[\"operator\"], [\"b\"]]}},"),
        "x.json:2:53: 'b' contains itself"
      ),
      (
        spec("[\"conv\", 3, 8]", keys: "\"boddy\": 1,"),
        "x.json:2:1: unknown key 'boddy' in a spec; did you mean 'body'?"
      ),
      (
        spec("[\"conv\", 3, 8]", keys: "\"ranges\": {\"widht\": [1]},"),
        "x.json:2:12: 'widht' is not a parameter; did you mean 'width'?"
      ),
      (
        spec("[\"conv\", 3, \"9^9^9^9\"]"),
        "x.json:4:19: the number is outside the range of integers (2^63) in '9^9^9^9'"
      ),
    ]
    try inScratch { folder in
      for (text, message) in table {
        try Data(text.utf8).write(to: folder.appending(path: "x.json"))
        try expect("check x.json", in: folder, message)
      }
    }
  }

  @Test func checkRefusesParametersThatAreOptions() throws {
    try inScratch { folder in
      for name in ["format", "columns", "exact", "sort", "fold", "free", "help", "set", "variant"] {
        let text = spec("[\"conv\", 3, 8]").replacing("\"width\"", with: "\"\(name)\"")
        try Data(text.utf8).write(to: folder.appending(path: "x.json"))
        try expect(
          "check x.json", in: folder,
          "x.json:1:24: the parameter '\(name)' is named like an option, so it can't be set")
      }
    }
  }

  /// What is legal and may not be meant is said, and is no fault.
  @Test func checkPrintsNotes() throws {
    try inScratch { folder in
      let text = spec("[\"maxpool\", 2],\n  [\"conv\", 3, 8]")
      try Data(text.utf8).write(to: folder.appending(path: "x.json"))
      let result = try Tool.run(shell: "costcalc check x.json", in: folder)
      #expect(
        result.output == """
          x.json:4:15: note: maxpool of 2x2 without 's' has a stride of 1; PyTorch and Keras take \
          the kernel: write it in 's', or write 1
          x.json: x, no faults

          """)
      #expect(result.error == "" && result.status == 0)
    }
  }

  @Test func faultsAreListedInOrderAndUpToTwenty() throws {
    try inScratch { folder in
      let rows = (1...30).map { "[\"qx\($0)\", 3, 8]" }.joined(separator: ",\n")
      let text = spec(rows)
      try Data(text.utf8).write(to: folder.appending(path: "x.json"))
      for command in ["check", "count"] {
        let first = try Tool.run(shell: "costcalc \(command) x.json", in: folder)
        let lines = first.error.split(separator: "\n")
        let places = lines.map { $0.prefix { $0 != " " } }
        #expect(lines.count == 21 && first.output == "" && first.status == 2)
        #expect(places[0].hasPrefix("x.json:4:"), "\(first.error)")
        #expect(places[19].hasPrefix("x.json:23:"), "\(first.error)")
        #expect(lines.last == "and 10 more")
        for _ in 1...3 {
          let again = try Tool.run(shell: "costcalc \(command) x.json", in: folder)
          #expect(again.error == first.error, "faults must not change from run to run")
        }
      }
    }
  }

  /// Four lines and more: the rows start in line 4, column 3.
  private func spec(_ rows: String, keys: String = "") -> String {
    """
    { "name": "x", "let": {"width": 1.0}, "input": [32, 32, 3],
    \(keys)
    "body": [["operator", "k", "c"],
      \(rows)] }

    """
  }
}
