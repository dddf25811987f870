import Symbolic
import Testing

import ModelFiles

/// Archives that lie about what is in them.
struct HostileArchiveTests {
  /// A zip file of stored entries, with sizes in the directory alone, as torch writes them.
  private struct Archive {
    var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    private func number(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    /// Adds an entry; the directory may claim another size, place or method than is true.
    mutating func add(
      _ name: String, _ contents: [UInt8], size: Int? = nil, at place: Int? = nil, method: Int = 0
    ) {
      let start = bytes.count
      let name = Array(name.utf8)
      bytes += Array("PK\u{3}\u{4}".utf8) + [20, 0, 8, 8, 0, 0]
      bytes += [UInt8](repeating: 0, count: 16) + number(name.count, 2) + [0, 0] + name + contents
      let claimed = number(size ?? contents.count, 4)
      directory += Array("PK\u{1}\u{2}".utf8) + [20, 0, 20, 0, 8, 8] + number(method, 2)
      directory += [UInt8](repeating: 0, count: 8) + claimed + claimed + number(name.count, 2)
      directory += [UInt8](repeating: 0, count: 12) + number(place ?? start, 4) + name
      count += 1
    }

    /// The whole file; `size` may be wrong.
    func closed(size: Int? = nil) -> [UInt8] {
      bytes + directory + Array("PK\u{5}\u{6}".utf8) + [0, 0, 0, 0] + number(count, 2)
        + number(count, 2) + number(size ?? directory.count, 4) + number(bytes.count, 4) + [0, 0]
    }
  }

  private func message(_ bytes: [UInt8]) -> String? { HostileTests().fault(bytes)?.message }

  private let graph = Array(
    """
    {"graph_module": {"graph": {"inputs": [], "outputs": [], "nodes": [], "tensor_values": {}},
    "signature": {"input_specs": []}}}
    """.utf8)

  @Test func whatIsReadAtAll() throws {
    var archive = Archive()
    archive.add("m/models/model.json", graph)
    #expect(message(archive.closed()) == nil)
    var old = Archive()
    old.add("serialized_exported_program.json", graph)
    #expect(message(old.closed()) == nil)
  }

  @Test func compressed() {
    var archive = Archive()
    archive.add("m/models/model.json", graph, method: 8)
    #expect(message(archive.closed()) == "the entry 'm/models/model.json' is compressed")
  }

  @Test func overlapping() {
    var archive = Archive()
    archive.add("m/models/model.json", graph)
    archive.add("m/other", [1, 2, 3], at: 0)
    #expect(message(archive.closed()) == "two entries of the archive overlap")
    var twice = Archive()
    twice.add("a", [1])
    twice.add("a", [2])
    #expect(message(twice.closed()) == "two entries are called 'a'")
  }

  @Test func largerThanTheFile() {
    var archive = Archive()
    archive.add("m/models/model.json", graph, size: 1 << 30)
    #expect(
      message(archive.closed()) == "the entry 'm/models/model.json' reaches into the directory")
    var misplaced = Archive()
    misplaced.add("m/models/model.json", graph, at: 1 << 30)
    #expect(message(misplaced.closed()) == "the entry 'm/models/model.json' has no header")
    #expect(
      message(archive.closed(size: 1 << 30))
        == "the directory of the archive lies behind its end")
    #expect(message(archive.bytes) == "the archive has no directory at its end")
  }

  @Test func otherArchives() {
    func message(_ names: String...) -> String? {
      var archive = Archive()
      for name in names { archive.add(name, graph) }
      return self.message(archive.closed())
    }
    #expect(
      message("m/data.pkl") == "'bad' holds pickled weights or TorchScript, but no graph")
    #expect(message("hand.tflite") == "'bad' is a bundle with 'hand.tflite'")
    #expect(message("model.weights.h5") == "'bad' is a Keras file")
    #expect(message("x.txt") == "'bad' is an archive without a model that is known")
    #expect(
      message("m/models/a.json", "m/models/b.json")
        == "'bad' holds several models: 'm/models/a.json', 'm/models/b.json'")
  }

  @Test(arguments: [
    ("{}", "an object where torch.export writes an object with 'graph_module'"),
    ("[]", "an array where torch.export writes an object with 'graph_module'"),
    (
      #"{"graph_module": {"signature": {}, "graph": {"tensor_values": {}, "inputs": 3}}}"#,
      "a number where torch.export writes an array"
    ),
    (
      #"""
      {"graph_module": {"signature": {}, "graph": {"tensor_values":
      {"x": {"sizes": [{"as_int": 9223372036854775808}], "dtype": 7}}}}}
      """#, "a number where torch.export writes an integer of 64 bits"
    ),
  ]) func graphs(text: String, expected: String) {
    var archive = Archive()
    archive.add("m/models/model.json", Array(text.utf8))
    #expect(message(archive.closed()) == expected)
  }
}
