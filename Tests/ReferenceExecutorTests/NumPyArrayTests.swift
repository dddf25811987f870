import ReferenceExecutor
import Symbolic
import Testing

/// Arrays as NumPy writes them.
struct NumPyArrayTests {
  /// A file of version 1, as `numpy.save` writes it.
  private static func file(_ type: String, _ shape: String, _ data: [UInt8]) -> [UInt8] {
    var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }"
    while (10 + header.utf8.count + 1) % 64 != 0 { header += " " }
    header += "\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + data
  }

  private static func message(_ bytes: [UInt8]) -> String {
    do throws(Diagnostic) {
      _ = try NumPyArray(bytes, file: "x.npy")
      return "read"
    } catch {
      return error.message
    }
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    for sizes in [[2, 3], [6], [1, 2, 1, 3]] {
      let array = NumPyArray(sizes: sizes, values: [0, -1.5, .infinity, 3e-30, 4, 5])
      let again = try NumPyArray(array.bytes, file: "x.npy")
      #expect(again.sizes == sizes && again.values == array.values)
      #expect((array.bytes.count - 24) % 64 == 0)
    }
    let number = try NumPyArray(NumPyArray(sizes: [], values: [7]).bytes, file: "x.npy")
    #expect(number.sizes == [] && number.values == [7])
  }

  @Test func otherTypesAreRead() throws {
    let bytes = try NumPyArray(Self.file("|u1", "(2,)", [3, 255]), file: "x.npy")
    #expect(bytes.values == [3, 255])
    let integers = try NumPyArray(
      Self.file("<i8", "(1, 1)", [0xFE] + Array(repeating: 0xFF, count: 7)), file: "x.npy")
    #expect(integers.sizes == [1, 1] && integers.values == [-2])
  }

  @Test func whatIsNoneIsRefused() {
    #expect(Self.message(Array("no array at all".utf8)) == "'x.npy' is no array of NumPy")
    #expect(
      Self.message(Self.file("<f4", "(2,)", [0, 0, 0, 0]))
        == "'x.npy' has 4 bytes for 2 elements of 4")
    #expect(
      Self.message(Self.file("<c8", "(1,)", [])) == "'x.npy' has elements of the type '<c8'")
    #expect(
      Self.message(Self.file("<f4", "(9223372036854775807, 9)", []))
        == "'x.npy' has too many elements")
    #expect(
      Self.message(Array(Self.file("<f4", "(1,)", []).prefix(20)))
        == "'x.npy' ends inside its header")
    for count in 0..<80 {
      _ = Self.message(Array(Self.file("<f4", "(1,)", [1, 2, 3, 4]).prefix(count)))
    }
  }
}
