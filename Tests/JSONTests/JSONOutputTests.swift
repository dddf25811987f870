import JSON
import Symbolic
import Testing

struct JSONOutputTests {
  @Test func jsonHasExactDecimals() throws {
    let value = try Rational(192_027, over: 100_000)
    #expect(JSONOutput.decimal(value).line == "1.92027\n")
    #expect(JSONOutput.decimal(try Rational(2, over: 3)).line == "0.6666666666666666\n")
    #expect(JSONOutput.array([.decimal(2), .decimal(value)]).text == "[2, 1.92027]\n")
  }
}
