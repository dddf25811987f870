import ArenaPlanning
import Foundation
import Symbolic
import Testing

import CostModel
import ModelFiles

/// The arena of TensorFlow Lite Micro against what tflite-micro reports of the same files
/// (`Fixtures/arenas.json`, written by hand from `Tests/oracle/microarena.py`).
struct MicroArenaTests {
  /// What tflite-micro says of a file.
  private struct Facts: Decodable {
    /// The bytes that it reports for the head of its arena; none if it refuses the file.
    let head: Int?
    /// The head that it reports with the best plan of ours, where that is less.
    let planned: Int?
  }

  private static func facts() throws -> [String: Facts] {
    struct File: Decodable { let files: [String: Facts] }
    let url = Fixture.folder.appending(path: "arenas.json")
    return try JSONDecoder().decode(File.self, from: Data(contentsOf: url)).files
  }

  private static func path(_ name: String) -> String {
    Fixture.folder.appending(path: "files/\(name)").path
  }

  @Test func headsAreThoseOfTFLiteMicro() throws {
    let facts = try Self.facts()
    #expect(facts.count >= 8)
    for (name, facts) in facts {
      let study = try ModelFile.read(Self.path(name)).arena()
      #expect(study.plan.bytes == facts.head, "\(name)")
      #expect(study.best.plan.bytes == facts.planned ?? facts.head, "\(name)")
      #expect(study.plan.overlap(in: study.arena) == nil, "\(name)")
      #expect(study.best.plan.overlap(in: study.arena) == nil, "\(name)")
    }
  }

  /// Every TFLite file here can be given its plan: the copy is read as the same network, and its
  /// arena takes what was found.
  @Test func plansAreWrittenAndReadAgain() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: Self.path(""))
    where name.hasSuffix(".tflite") {
      let file = try ModelFile.read(Self.path(name))
      guard let study = try? file.arena() else { continue }
      let offsets = try file.tensorOffsets(study.best)
      let bytes = try ArenaMetadata.adding(offsets, to: Self.path(name))
      let copy = try ModelFile.read(bytes, name: name)
      #expect(copy.arenaOffsets == offsets.map { $0 ?? -1 }, "\(name)")
      #expect(try copy.arena().plan.bytes == study.best.plan.bytes, "\(name)")
      #expect(copy.tensors.map(\.name) == file.tensors.map(\.name), "\(name)")
      #expect(copy.graphs.map { $0.nodes.map(\.type) } == file.graphs.map { $0.nodes.map(\.type) })
      #expect(copy.producer == file.producer && copy.signatures.count == file.signatures.count)
      // The file is there as it was, at a place that keeps data aligned.
      let original = try Data(contentsOf: URL(filePath: Self.path(name)))
      #expect(bytes.suffix(original.count) == Array(original)[...], "\(name)")
      #expect((bytes.count - original.count).isMultiple(of: 64), "\(name)")
      for (tensor, copied) in zip(file.tensors, copy.tensors) {
        guard case .bytes(let old)? = tensor.data, case .bytes(let new)? = copied.data else {
          #expect(tensor.isConstant == copied.isConstant, "\(name)")
          continue
        }
        #expect(new.range.lowerBound - old.range.lowerBound == bytes.count - original.count)
      }
    }
  }

  /// A plan in a file is kept to, and replaced when another is written.
  @Test func aSecondPlanReplacesTheFirst() throws {
    let name = "mlperftiny_vww_96_int8.tflite"
    let file = try ModelFile.read(Self.path(name))
    let study = try file.arena()
    var offsets = try file.tensorOffsets(study.best)
    let planned = try #require(offsets.firstIndex { $0 != nil })
    offsets[planned] = 1 << 20
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "first.tflite").path
    try Data(ArenaMetadata.adding(offsets, to: Self.path(name))).write(to: URL(filePath: path))
    let first = try ModelFile.read(path).arena()
    #expect(first.plan.bytes > 1 << 20)
    // The search does not keep to it.
    #expect(first.best.plan.bytes == study.best.plan.bytes)
    let second = try ArenaMetadata.adding(try file.tensorOffsets(study.best), to: path)
    #expect(try ModelFile.read(second, name: name).arena().plan.bytes == study.best.plan.bytes)
  }

  @Test func onlyTFLiteFilesHaveSuchAnArena() throws {
    let path = Self.path("small.onnx")
    #expect(throws: Diagnostic.self) { try ModelFile.read(path).arena() }
    #expect(throws: Diagnostic.self) { try ArenaMetadata.adding([], to: path) }
  }

  /// Options of custom operators: a map by TensorFlow's own converter.
  @Test func optionsOfCustomOperatorsAreRead() {
    // {"a": 300, "max": 7, "on": true}, made with the flatbuffers package of PyPI, version 25.12.19.
    let bytes: [UInt8] = Self.flexMap
    let numbers = FlexBuffer.numbers(in: Bytes(MappedFile(bytes, name: "options")))
    #expect(numbers.map(\.name) == ["a", "max", "on"])
    #expect(numbers.map(\.value) == [300, 7, 1])
    for count in 0..<bytes.count {
      _ = FlexBuffer.numbers(in: Bytes(MappedFile(Array(bytes.prefix(count)), name: "cut")))
      for bit in 0..<8 {
        var damaged = bytes
        damaged[count] ^= 1 << bit
        _ = FlexBuffer.numbers(in: Bytes(MappedFile(damaged, name: "damaged")))
      }
    }
  }

  private static let flexMap: [UInt8] = [
    97, 0, 109, 97, 120, 0, 111, 110, 0, 3, 10, 9, 6, 0, 4, 0, 1, 0, 3, 0, 44, 1, 7, 0, 1, 0, 5,
    5, 105, 9, 37, 1,
  ]
}
