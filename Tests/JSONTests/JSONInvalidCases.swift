// The categories of the JSONTestSuite of Nicolas Seriot ("Parsing JSON is a Minefield", 2016): texts
// that a reader of RFC 8259 must refuse, with the place of the error.

let jsonInvalidCases = JSONCase.table(
  #"""
  array, 1 true without comma          | [1 true]                 | 1:4
  array with invalid UTF-8             | [a⟨E5⟩]                  | 1:2
  array, colon instead of comma        | ["": 1]                  | 1:4
  array, comma after close             | [""],                    | 1:5
  array, comma and number              | [,1]                     | 1:2
  array, double comma                  | [1,,2]                   | 1:4
  array, double extra comma            | ["x",,]                  | 1:6
  array, extra close                   | ["x"]]                   | 1:6
  array, extra comma                   | ["",]                    | 1:4
  array, incomplete                    | ["x"                     | 1:5
  array, incomplete with invalid value | [x                       | 1:2
  array, inner array without comma     | [3[4]]                   | 1:3
  array with a raw invalid byte        | [⟨FF⟩]                   | 1:2
  array, items separated by semicolon  | [1;2]                    | 1:3
  array, just comma                    | [,]                      | 1:2
  array, just minus                    | [-]                      | 1:3
  array, missing value                 | [   , ""]                | 1:5
  array, line breaks, not closed       | ["a",⟨0A⟩4⟨0A⟩,1,        | 3:4
  array, number and comma              | [1,]                     | 1:3
  array, number and several commas     | [1,,]                    | 1:4
  array, space and form feed           | ["a"⟨0C⟩]                | 1:5
  array, star inside                   | [*]                      | 1:2
  array, not closed                    | [""                      | 1:4
  array, not closed after comma        | [1,                      | 1:4
  array, not closed after line breaks  | [1,⟨0A⟩1⟨0A⟩,1           | 3:3
  array, not closed with object inside | [{}                      | 1:4
  array closed as object               | [1}                      | 1:3
  array, empty, closed as object       | [}                       | 1:2
  array, double quote, open            | ["                       | 1:2
  constant, incomplete false           | [fals]                   | 1:2
  constant, incomplete null            | [nul]                    | 1:2
  constant, incomplete true            | [tru]                    | 1:2
  constant, capital True               | [True]                   | 1:2
  constant, all capital                | [NULL]                   | 1:2
  constant with letters after          | [nullx]                  | 1:2
  constant with digit after            | [true1]                  | 1:2
  multidigit number, then NUL          | 123⟨00⟩                  | 1:4
  number, ++                           | [++1234]                 | 1:2
  number, +1                           | [+1]                     | 1:2
  number, +Inf                         | [+Inf]                   | 1:2
  number, -01                          | [-01]                    | 1:2
  number, -1.0.                        | [-1.0.]                  | 1:6
  number, -2.                          | [-2.]                    | 1:5
  number, -NaN                         | [-NaN]                   | 1:2
  number, .-1                          | [.-1]                    | 1:2
  number, .2e-3                        | [.2e-3]                  | 1:2
  number, 0.1.2                        | [0.1.2]                  | 1:5
  number, 0.3e+                        | [0.3e+]                  | 1:7
  number, 0.3e                         | [0.3e]                   | 1:6
  number, 0.e1                         | [0.e1]                   | 1:4
  number, 0 capital E+                 | [0E+]                    | 1:5
  number, 0 capital E                  | [0E]                     | 1:4
  number, 0e+                          | [0e+]                    | 1:5
  number, 0e                           | [0e]                     | 1:4
  number, 1.0e+                        | [1.0e+]                  | 1:7
  number, 1.0e-                        | [1.0e-]                  | 1:7
  number, 1.0e                         | [1.0e]                   | 1:6
  number, 1 000 with space             | [1 000.0]                | 1:4
  number, 1eE2                         | [1eE2]                   | 1:4
  number, 2.e+3                        | [2.e+3]                  | 1:4
  number, 2.e-3                        | [2.e-3]                  | 1:4
  number, 2.e3                         | [2.e3]                   | 1:4
  number, 9.e+                         | [9.e+]                   | 1:4
  number, Inf                          | [Inf]                    | 1:2
  number, NaN                          | [NaN]                    | 1:2
  number, Infinity                     | [Infinity]               | 1:2
  number, minus Infinity               | [-Infinity]              | 1:2
  number, fullwidth digit one          | [⟨EF BC 91⟩]             | 1:2
  number, expression                   | [1+2]                    | 1:3
  number, hexadecimal, one digit       | [0x1]                    | 1:3
  number, hexadecimal, two digits      | [0x42]                   | 1:3
  number, invalid + -                  | [0e+-1]                  | 1:5
  number, invalid negative real        | [-123.123foo]            | 1:10
  number, invalid UTF-8 in bigger int  | [123⟨E5⟩]                | 1:5
  number, invalid UTF-8 in exponent    | [1e1⟨E5⟩]                | 1:5
  number, invalid UTF-8 in int         | [0⟨E5⟩]⟨0A⟩              | 1:3
  number, minus sign with trailing     | [-foo]                   | 1:2
  number, minus space 1                | [- 1]                    | 1:3
  number, two minus signs              | [--1]                    | 1:3
  number, minus at the end             | -                        | 1:2
  number, negative int, leading zero   | [-012]                   | 1:2
  number, negative real without int    | [-.123]                  | 1:3
  number with garbage at the end       | [-1x]                    | 1:4
  number, real, garbage after e        | [1ea]                    | 1:4
  number, real, invalid UTF-8 after e  | [1e⟨E5⟩]                 | 1:4
  number, real without fraction        | [1.]                     | 1:4
  number, starting with dot            | [.123]                   | 1:2
  number with alpha                    | [1.2a-3]                 | 1:5
  number with alpha char               | [1.8011670033376514H-308] | 1:20
  number with leading zero             | [012]                    | 1:2
  number with separator                | [1_000]                  | 1:3
  number, two zeros                    | [00]                     | 1:2
  object, bad value                    | ["x", truth]             | 1:7
  object, bracket as key               | {[: "x"}⟨0A⟩             | 1:2
  object, comma instead of colon       | {"x", null}              | 1:5
  object, double colon                 | {"x"::"b"}               | 1:6
  object, emoji as key                 | {🇨🇭}                     | 1:2
  object, garbage at the end           | {"a":"a" 123}            | 1:10
  object, key with single quotes       | {key: 'value'}           | 1:2
  object, continuation byte as key     | {"⟨B9⟩":"0",}            | 1:3
  object, missing colon                | {"a" b}                  | 1:6
  object, missing key                  | {:"b"}                   | 1:2
  object, missing semicolon            | {"a" "b"}                | 1:6
  object, missing value                | {"a":                    | 1:6
  object, missing value, closed        | {"a":}                   | 1:6
  object, no colon                     | {"a"                     | 1:5
  object, number as key                | {1:1}                    | 1:2
  object, number as key, real          | {9999E9999:1}            | 1:2
  object, null as key                  | {null:null,null:null}    | 1:2
  object, several trailing commas      | {"id":0,,,,,}            | 1:9
  object, single quotes                | {'a':0}                  | 1:2
  object, trailing comma               | {"id":0,}                | 1:8
  object, trailing comment             | {"a":"b"}/**/            | 1:10
  object, trailing comment, open       | {"a":"b"}/**//           | 1:10
  object, trailing line comment        | {"a":"b"}//              | 1:10
  object, trailing slash               | {"a":"b"}/               | 1:10
  object, two commas in a row          | {"a":"b",,"c":"d"}       | 1:10
  object, unquoted key                 | {a: "b"}                 | 1:2
  object, not closed after value       | {"a":"a                  | 1:6
  object, garbage at the end, quote    | {"a":"b"}"               | 1:10
  object, single string                | { "foo" : "bar", "a" }   | 1:22
  object, trailing garbage             | {"a":"b"}#               | 1:10
  object closed as array               | {"a":0]                  | 1:7
  object, empty, closed as array       | {]                       | 1:2
  object, equals sign                  | {"a"=0}                  | 1:5
  single space                         | ⟨20⟩                     | 1:2
  string, 1 surrogate then escape \u   | ["\uD800\u"]             | 1:9
  string, 1 surrogate then \u1         | ["\uD800\u1"]            | 1:9
  string, 1 surrogate then \u1x        | ["\uD800\u1x"]           | 1:9
  string, accent without quotes        | [é]                      | 1:2
  string, backslash and NUL            | ["\⟨00⟩"]                | 1:4
  string, escape x                     | ["\x00"]                 | 1:3
  string, escaped backslash, bad       | ["\\\"]                  | 1:2
  string, escaped tab character        | ["\⟨09⟩"]                | 1:4
  string, escaped emoji                | ["\🌀"]                  | 1:3
  string, escaped single quote         | ["\'"]                   | 1:3
  string, escaped zero                 | ["\0"]                   | 1:3
  string, incomplete escape            | ["\"]                    | 1:2
  string, incomplete escape at the end | ["\                      | 1:2
  string, incomplete escaped character | ["\u00A"]                | 1:3
  string, incomplete surrogate         | ["\uD834\uDd"]           | 1:9
  string, incomplete surrogate, then \ | ["\uD800\uD800\x"]       | 1:3
  string, invalid UTF-8 after escape   | ["\u⟨E5⟩"]               | 1:3
  string, invalid backslash escape     | ["\a"]                   | 1:3
  string, invalid Unicode escape       | ["\uqqqq"]               | 1:3
  string, Unicode escape, plus sign    | ["\u+123"]               | 1:3
  string, capital U                    | ["\U0041"]               | 1:3
  string, invalid UTF-8 in escape      | ["\⟨E5⟩"]                | 1:3
  string, leading escaped thin space   | [\u0020"asd"]            | 1:2
  string, no quotes with bad escape    | [\n]                     | 1:2
  string, one double quote             | "                        | 1:1
  string, one quote                    | ['single quote']         | 1:2
  string, single double quote, text    | abc                      | 1:1
  string, start of escape, unclosed    | ["\                      | 1:2
  string, unescaped control character  | ["a⟨00⟩a"]               | 1:4
  string, unescaped line feed          | ["new⟨0A⟩line"]          | 1:2
  string, unescaped carriage return    | ["new⟨0D⟩line"]          | 1:2
  string, unescaped tab                | ["⟨09⟩"]                 | 1:3
  string, unescaped escape             | ["⟨1B⟩[31m"]             | 1:3
  string, last control character       | ["⟨1F⟩"]                 | 1:3
  string, Unicode capital escape       | "\UA66D"                 | 1:2
  string with trailing garbage         | ""x                      | 1:3
  string, typographic quotes           | [“a”]                    | 1:2
  string, triple quotes                | """a"""                  | 1:3
  structure, angle bracket             | <.>                      | 1:1
  structure, angle bracket null        | [<null>]                 | 1:2
  structure, array with garbage        | [1]x                     | 1:4
  structure, array with extra close    | [1]]                     | 1:4
  structure, array with unclosed string| ["asd]                   | 1:2
  structure, ASCII look-alike, raw     | aå                       | 1:1
  structure, capital True              | [True]                   | 1:2
  structure, close unopened array      | 1]                       | 1:2
  structure, comma instead of brace    | {"x": true,              | 1:12
  structure, double array              | [][]                     | 1:3
  structure, end of array              | ]                        | 1:1
  structure, end of object             | }                        | 1:1
  structure, incomplete UTF-8 mark     | ⟨EF BB⟩{}                | 1:1
  structure, lone invalid UTF-8        | ⟨E5⟩                     | 1:1
  structure, lone bracket              | [                        | 1:2
  structure, no data                   |                          | 1:1
  structure, NUL outside a string      | [⟨00⟩]                   | 1:2
  structure, number with garbage       | 2@                       | 1:2
  structure, object then close         | {}}                      | 1:3
  structure, object unclosed, no value | {"":                     | 1:5
  structure, object with comment       | {"a":/*comment*/"b"}     | 1:6
  structure, object with garbage       | {"a": true} "x"          | 1:13
  structure, open array, apostrophe    | ['                       | 1:2
  structure, open array, comma         | [,                       | 1:2
  structure, open array, open object   | [{                       | 1:3
  structure, open array, open string   | ["a                      | 1:2
  structure, open array, string        | ["a"                     | 1:5
  structure, open object               | {                        | 1:2
  structure, open object, close array  | {]                       | 1:2
  structure, open object, comma        | {,                       | 1:2
  structure, open object, open array   | {[                       | 1:2
  structure, open object, open string  | {"a                      | 1:2
  structure, open object, apostrophes  | {'a'                     | 1:2
  structure, everything open           | ["\{["\{["\{["\{         | 1:3
  structure, single eacute             | ⟨C3 A9⟩                  | 1:1
  structure, single star               | *                        | 1:1
  structure, trailing hash             | {"a":"b"}#{}             | 1:10
  structure, escaped line feed         | [\u000A""]               | 1:2
  structure, unclosed array            | [1                       | 1:3
  structure, unclosed array, false     | [ false, nul             | 1:10
  structure, unclosed array, partial   | [ false, tru             | 1:10
  structure, unclosed object           | {"asd":"asd"             | 1:13
  structure, U+2060, word joined       | [⟨E2 81 A0⟩]             | 1:2
  structure, byte order mark inside    | [⟨EF BB BF⟩]             | 1:2
  structure, NBSP as white space       | [⟨C2 A0⟩1]               | 1:2
  structure, form feed as white space  | [⟨0C⟩]                   | 1:2
  structure, vertical tab as space     | [⟨0B⟩]                   | 1:2
  structure, line comment before       | // a⟨0A⟩{}               | 1:1
  structure, hash comment in an array  | [1, # one⟨0A⟩2]          | 1:5
  structure, comment in a key's place  | { /* a */ "a":0}         | 1:3
  structure, comment after a key       | {"a" /* a */ :0}         | 1:6
  structure, comment after an element  | [1 // one⟨0A⟩]           | 1:4
  structure, two values, space between | 1 2                      | 1:3
  structure, two documents             | {}⟨0A⟩{}                 | 2:1
  place after LF                       | ⟨0A 0A⟩[⟨0A⟩  x]         | 4:3
  place after CR                       | ⟨0D 0D⟩[⟨0D⟩  x]         | 4:3
  place after CR LF                    | ⟨0D 0A 0D 0A⟩[⟨0D 0A⟩  x] | 4:3
  place after LF CR, two line breaks   | ⟨0A 0D⟩x                 | 3:1
  place after two, three, four bytes   | ["é", "€", "😀", x]      | 1:17
  place after them on an earlier line  | ["é", "€",⟨0A⟩"😀", x]   | 2:6
  place after a tab, one column        | [⟨09⟩x]                  | 1:3
  place after an escape                | ["\u00e9", x]            | 1:12
  place after a combined character     | ["e⟨CC 81⟩", x]          | 1:8
  """#)
