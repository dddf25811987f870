import JSON
import Testing

/// The exact words of the errors; the conformance tables check the places of many more.
@Test func jsonErrorsSayWhatIsWrongAndWhatWouldBeRight() {
  for example in messages {
    #expect(jsonOutcome(of: example.text) == "a.json:" + example.expected, "\(example.name)")
  }
}

private let messages = JSONCase.table(
  #"""
  empty               |               | 1:1: the file is empty; it must hold one JSON value
  blank               | ⟨0A⟩          | 2:1: the file holds nothing but white space; it must hold one JSON value
  byte order mark     | ⟨EF BB BF⟩{}  | 1:1: the file starts with a byte order mark; save it without one
  UTF-16              | ⟨FF FE 7B 00⟩ | 1:1: the file is in UTF-16; save the file as UTF-8
  UTF-16, no mark     | ⟨7B 00⟩       | 1:2: unexpected '<U+0000>' where a key is expected; save the file as UTF-8
  ISO Latin 1         | ["⟨E9⟩"]      | 1:3: byte 0xE9 is not UTF-8 here; save the file as UTF-8
  two documents       | {}⟨0A⟩{}      | 2:1: unexpected '{' after the end of the JSON value; a file holds exactly one
  closing too much    | {}}           | 1:3: '}' closes nothing; take it out, or open what it closes
  comment             | [1, // one    | 1:5: comments are not JSON; use a "note" key
  block comment       | {/* a */      | 1:2: comments are not JSON; use a "note" key
  hash comment        | # a           | 1:1: comments are not JSON; use a "note" key
  comma missing       | [1 2]         | 1:4: a comma is missing between two elements
  comma missing       | {"a":1⟨0A⟩"b":2} | 2:1: a comma is missing between two members
  semicolon           | {"a":1; "b":2} | 1:7: unexpected ';' where ',' or '}' is expected
  trailing comma      | [1, ]         | 1:3: a trailing comma before ']'; take it out
  trailing comma      | {"a":1,}      | 1:7: a trailing comma before '}'; take it out
  two commas          | [1,,2]        | 1:4: a value is missing before ','
  two commas          | {"a":1,,}     | 1:8: a member is missing before ','
  left open           | {"a":[1,      | 1:9: the file ends inside the array opened at 1:6; close it with ']'
  left open           | {"a":[1]      | 1:9: the file ends inside the object opened at 1:1; close it with '}'
  wrong bracket       | {"a":[1}      | 1:8: '}' can't close the array opened at 1:6; close it with ']'
  key in an array     | ["a":1]       | 1:5: ':' in an array; keys belong in an object, between '{' and '}'
  key without quotes  | {name: 1}     | 1:2: the key 'name' lacks its double quotes
  key, single quotes  | {'name': 1}   | 1:2: a key in single quotes; keys take double quotes
  key is a number     | {1: 1}        | 1:2: a key must be a string; keys take double quotes
  key without value   | {"a"}         | 1:5: the key 'a' has no value
  key without value   | {"a":}        | 1:6: a value is missing before '}'
  colon missing       | {"a" 1}       | 1:6: a colon is missing after the key 'a'
  equals sign         | {"a" = 1}     | 1:6: '=' after the key 'a'; a colon belongs there
  key twice           | {"a":1,⟨0A⟩"a":2} | 2:1: the key 'a' occurs twice, first at 1:2
  hostile key         | {"⟨C2 9B⟩\u001b[m" 1} | 1:14: a colon is missing after the key '<U+009B><U+001B>[m'
  single quotes       | ['a']         | 1:2: a string in single quotes; strings take double quotes
  typographic quotes  | [“a”]         | 1:2: unexpected '“' where a value is expected; strings take straight double quotes
  string left open    | ["a           | 1:2: a string that never ends; close it with '"'
  string, line break  | ["a⟨0A⟩"]     | 1:2: a string that does not end on its line; close it with '"', or write a line break as \n
  string, tab         | ["a⟨09⟩"]     | 1:4: a tab inside a string; write it as \t
  string, control     | ["a⟨07⟩"]     | 1:4: unexpected '<U+0007>' inside a string; control characters are written as \uXXXX
  unknown escape      | ["a\d"]       | 1:4: unknown escape '\d'; there are \" \\ \/ \b \f \n \r \t and \uXXXX; a backslash itself is \\
  short escape        | ["\u12"]      | 1:3: '\u' without four hexadecimal digits; write é as \u00E9
  half a pair         | ["\uD83D"]    | 1:3: '\uD83D' is half of a surrogate pair; a pair is \uD800...\uDBFF, then \uDC00...\uDFFF
  Python's True       | [True]        | 1:2: 'True' is not JSON; true, false and null are written in lower case
  Python's None       | [None]        | 1:2: 'None' is not JSON; did you mean null?
  misspelt constant   | [flase]       | 1:2: unknown word 'flase'; did you mean 'false'?
  string, no quotes   | [conv]        | 1:2: unknown word 'conv'; strings take double quotes
  NaN                 | [NaN]         | 1:2: 'NaN' is not a JSON number
  minus infinity      | [-Infinity]   | 1:2: '-Infinity' is not a JSON number
  plus                | [+1]          | 1:2: a number can't start with '+'; leave the sign out
  leading zero        | [007]         | 1:2: a number with a leading zero; take the zero out
  point first         | [.5]          | 1:2: a digit is missing before the decimal point; write 0.5, not .5
  point last          | [5.]          | 1:4: a digit is missing after the decimal point
  exponent            | [5e]          | 1:4: a digit is missing in the exponent
  hexadecimal         | [0xFF]        | 1:3: unexpected 'x' after the number '0'; numbers are decimal
  separator           | [1_000]       | 1:3: unexpected '_' after the number '1'; digits have no separators
  no-break space      | [⟨C2 A0⟩1]    | 1:2: unexpected '<U+00A0>' where a value is expected; white space is space, tab and line break only
  """#)
