import CostModel
import Symbolic
import TestSupport
import Testing

import ModelFiles

/// Damaged and hostile files are refused with the place of the fault, and nothing traps.
struct HostileTests {
  /// A small file of each format.
  static let small = [
    "small.onnx", "small.tflite", "small_old.pt2", "small.mlmodel", "small_program.mlmodel",
  ]

  /// What is wrong with bytes; nil if they can be read.
  func fault(_ bytes: [UInt8]) -> Diagnostic? {
    do throws(Diagnostic) {
      let file = try ModelFile.read(bytes, name: "bad")
      // Whoever reads a file looks at its small constants, too.
      for tensor in file.constants { _ = try? tensor.integers(limit: 64) }
      for tensor in file.constants { _ = try? tensor.reals(limit: 64) }
      // It may be no network, which is a fault of another kind.
      _ = try? Network.translating(file).cost()
      _ = try? file.arena()
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: small) func cutAtEveryByte(name: String) throws {
    let bytes = try Fixture.bytes(name)
    var refused = 0
    for count in 0..<bytes.count where fault(Array(bytes[..<count])) != nil { refused += 1 }
    // A message may end after any of its fields; most cuts are inside one.
    #expect(refused > bytes.count / 2)
  }

  @Test(arguments: small) func flippedBits(name: String) throws {
    var bytes = try Fixture.bytes(name)
    for index in 0..<(bytes.count * 8) {
      let bit: UInt8 = 1 << UInt8(index % 8)
      bytes[index / 8] ^= bit
      _ = fault(bytes)
      bytes[index / 8] ^= bit
    }
  }

  /// Every operator with damage here and there: nothing traps.
  @Test func damagedOperators() throws {
    let bytes = try Fixture.bytes("operators.onnx")
    var random = SplitMix64(seed: 14)
    for _ in 0..<500 {
      var damaged = bytes
      for _ in 0..<3 {
        damaged[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
      }
      _ = fault(damaged)
    }
  }

  // MARK: protobuf

  /// A field of bytes.
  private func field(_ number: UInt8, _ contents: [UInt8]) -> [UInt8] {
    [number << 3 | 2] + varint(UInt64(contents.count)) + contents
  }

  private func varint(_ value: UInt64) -> [UInt8] {
    value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7F) | 0x80] + varint(value >> 7)
  }

  /// An ONNX model with a graph.
  private func model(_ graph: [UInt8]) -> [UInt8] { [8, 8] + field(7, graph) }

  @Test(arguments: [
    (UInt64(1) << 63, "bad:@2: the file ends inside what starts here"),
    (UInt64.max, "bad:@2: the file ends inside what starts here"),
    (UInt64(1) << 40, "bad:@9: the file ends inside what starts here"),
  ]) func hugeLength(length: UInt64, message: String) {
    let fault = fault([8, 8, 7 << 3 | 2] + varint(length))
    #expect(fault?.description.hasPrefix(message) == true, "\(fault?.description ?? "none")")
  }

  @Test func lengthBeyondTheEnclosingMessage() {
    let bytes = model([1 << 3 | 2, 9]) + [8, 8, 8, 8, 8, 8, 8, 8, 8, 8]
    #expect(
      fault(bytes)?.description
        == "bad:@6: this reaches beyond what encloses it, which ends at 6; the file is cut or damaged"
    )
  }

  @Test func numberThatNeverEnds() {
    let bytes = model([3 << 3] + [UInt8](repeating: 0xFF, count: 11))
    #expect(fault(bytes)?.description == "bad:@5: a number of more than 64 bits")
  }

  @Test func groupsAndFieldZero() {
    #expect(
      fault(model([3 << 3 | 3]))?.message == "a field of wire type 3, which is not in use")
    #expect(fault(model([2, 0]))?.message == "2 is no tag of a field")
  }

  @Test func wrongKindOfField() {
    // A node that is a number.
    #expect(fault(model([1 << 3, 1]))?.description == "bad:@4: field 1 is not bytes")
  }

  /// A graph in an attribute of a node in a graph, a million times. Lengths need four bytes, so that
  /// this has 20 MB.
  @Test func nestedAMillionDeep() {
    // From the inside out, reversed, since prepending would be quadratic.
    var reversed: [UInt8] = []
    for _ in 0..<1_000_000 {
      for number: UInt8 in [6, 5, 1] {
        reversed += varint(UInt64(reversed.count)).reversed() + [number << 3 | 2]
      }
    }
    let fault = fault(model(reversed.reversed()))
    #expect(fault?.message == "messages are nested too deep")
  }

  @Test func namesThatNobodyDefines() {
    let node = field(1, field(1, Array("x".utf8)) + field(4, Array("Relu".utf8)))
    #expect(fault(model(node))?.description == "bad:@6: no tensor is called 'x' here")
    let twice = field(1, field(2, Array("x".utf8))) + field(1, field(2, Array("x".utf8)))
    #expect(fault(model(twice))?.message == "two nodes compute 'x'")
  }

  @Test func sizesThatOverflow() throws {
    // An initializer of 2^62 × 2^62 elements.
    let dims = [UInt8(8)] + varint(1 << 62) + [8] + varint(1 << 62)
    let bytes = model(field(5, dims + [16, 7] + field(9, [1, 2, 3, 4, 5, 6, 7, 8])))
    let tensor = try #require(try ModelFile.read(bytes, name: "bad").tensors.first)
    #expect(tensor.count == nil)
    #expect(try tensor.integers(limit: .max) == nil)
    let negative = model(field(5, [8] + varint(.max) + [16, 7]))
    #expect(fault(negative)?.message == "the constant '' has the size -1")
  }

  @Test func combiningMarks() {
    let marks = [UInt8](repeating: 0, count: 100).flatMap { _ in [0xCC, 0x81] as [UInt8] }
    let message = fault(model(field(1, field(2, marks))))?.message
    #expect(message == "a name has more than 30 combining marks in a row")
  }

  // MARK: flatbuffers

  /// The start of a TFLite file, whose root is at 16 with its fields at 8.
  private func flat(_ rest: [UInt8]) -> [UInt8] {
    [16, 0, 0, 0] + Array("TFL3".utf8) + [8, 0, 8, 0, 4, 0, 0, 0, 8, 0, 0, 0] + rest
  }

  @Test func referencesOfFlatbuffers() {
    func message(_ bytes: [UInt8]) -> String? { fault(bytes)?.description }
    // Version 7.
    #expect(
      message(flat([7, 0, 0, 0]))
        == "bad:@16: the model has version 7 of the schema; version 3, in use since 2017, is read")
    #expect(message([0, 0, 0, 0] + Array("TFL3".utf8)) == "bad:@0: a reference to itself")
    #expect(
      message([0xFF, 0xFF, 0xFF, 0xFF] + Array("TFL3".utf8))
        == "bad:@0: a reference beyond the end of the file")
    #expect(
      message([8, 0, 0, 0] + Array("TFL3".utf8) + [100, 0, 0, 0])
        == "bad:@8: a table whose list of fields is not in the file")
  }

  /// A vector of 16,000 tables that are one and the same, with a vector of 16,000 numbers.
  @Test func partsThatAreReferredToTooOften() throws {
    var bytes = try Fixture.bytes("tflm_trained_lstm_int8.tflite")
    let start = bytes.count
    // The root's vector of operator codes is moved to the end of the file.
    func load(_ offset: Int) -> Int {
      (0..<4).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
    }
    let root = load(0)
    let virtual = root - load(root)
    let field = root + Int(bytes[virtual + 6]) + Int(bytes[virtual + 7]) << 8
    func store(_ value: Int, _ offset: Int) {
      for byte in 0..<4 { bytes[offset + byte] = UInt8(truncatingIfNeeded: value >> (8 * byte)) }
    }
    let count = 16_000
    store(start - field, field)
    bytes += [UInt8](repeating: 0, count: 4 + 4 * count)
    store(count, start)
    // Each refers to a code with a name of 60,000 bytes.
    let table = bytes.count + 8
    for index in 0..<count { store(table - (start + 4 + 4 * index), start + 4 + 4 * index) }
    bytes += [8, 0, 8, 0, 0, 0, 4, 0] + [8, 0, 0, 0] + [4, 0, 0, 0] + [0x60, 0xEA, 0, 0]
    bytes += [UInt8](repeating: 65, count: 60_000)
    #expect(fault(bytes)?.message == "parts of the file are referred to far too often")
  }

  // MARK: What is no model file

  @Test(
    arguments: [
      ([], "'bad' is empty"),
      (Array("GGUF____".utf8), "'bad' is a GGUF file, which holds weights but no graph"),
      ([0x89] + Array("HDF\r\n".utf8), "'bad' is an HDF5 file, as Keras writes"),
      ([0x80, 2], "'bad' is a Python pickle, which holds weights but no graph"),
      (Array("hello, world".utf8), "'bad' is no model file that is known"),
    ] as [([UInt8], String)]) func otherFormats(bytes: [UInt8], message: String)
  {
    #expect(fault(bytes)?.message == message)
  }
}
