import JSON

// The categories of the JSONTestSuite of Nicolas Seriot ("Parsing JSON is a Minefield", 2016): texts
// that a reader of RFC 8259 must take, with the value they hold.

let jsonValidCases = JSONCase.table(
  #"""
  array of arrays with spaces          | [[]   ]                             | [[]]
  array, empty                         | []
  array with an empty string           | [""]
  array, tight                         | ["a"]
  array ending with a line feed        | ["a"]⟨0A⟩                           | ["a"]
  array of all kinds                   | [null, 1, "1", {}]                  | [null,1,"1",{}]
  array of true                        | [true]
  array of false                       | [false]
  array of null                        | [null]
  array with a line break              | [1⟨0A⟩]                             | [1]
  array with space before              | ⟨20⟩[1]                             | [1]
  array with space after               | [2]⟨20⟩                             | [2]
  array with nulls                     | [1,null,null,null,2]
  array nested in an object            | {"a":[{"b":[]}]}
  number                               | [123e65]
  number 0e+1                          | [0e+1]
  number 0e1                           | [0e1]
  number after a space                 | [ 4]                                | [4]
  number close to zero                 | [-0.000000000000000000000000000000000000000000000000000000000000000000000001]
  number, integer with exponent        | [20e1]
  number, minus zero                   | [-0]
  number, negative                     | [-123]
  number, negative one                 | [-1]
  number, zero                         | [0]
  number, one digit                    | [7]
  number, capital E                    | [1E22]
  number, capital E, negative exponent | [1E-2]
  number, capital E, positive exponent | [1E+2]
  number, exponent with leading zero   | [1e007]
  number, real with exponent           | [123.456e78]
  number, real, negative exponent      | [1e-2]
  number, real, positive exponent      | [1e+2]
  number, fraction and exponent        | [0.5e-3]
  number, fraction with end zeros      | [1.500]
  number, minus zero point zero        | [-0.0]
  number, simple integer               | [123]
  number, simple real                  | [123.456789]
  number, many digits                  | [3.141592653589793238462643383279502884197169399375105820974944592307816406286]
  number, more than 64 bits            | [18446744073709551616]
  object                               | {"asd":"sdf", "dfg":"fgh"}          | {"asd":"sdf","dfg":"fgh"}
  object, one member                   | {"asd":"sdf"}
  object, empty                        | {}
  object with an empty key             | {"":0}
  object with an escaped NUL in a key  | {"foo\u0000bar": 42}                | {"foo\u0000bar":42}
  object with extreme numbers          | { "min": -1.0e+28, "max": 1.0e+28 } | {"min":-1.0e+28,"max":1.0e+28}
  object with long strings             | {"x":[{"id": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}], "id": "x"} | {"x":[{"id":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}],"id":"x"}
  object, simple                       | {"a":[]}
  object with an escaped string        | {"title":"\u041f\u043e\u043b" }     | {"title":"Пол"}
  object with line breaks              | {⟨0A⟩"a": "b"⟨0A⟩}                  | {"a":"b"}
  object, keys that differ in case     | {"a":0,"A":1}
  object, keys that differ in space    | {"a":0,"a ":1}
  object, same key in nested objects   | {"a":{"a":{"a":0}}}
  object, keys out of order            | {"b":0,"a":1}
  object, nine members                 | {"a":0,"b":1,"c":2,"d":3,"e":4,"f":5,"g":6,"h":7,"i":8}
  string, one to three byte escapes    | ["\u0060\u012a\u12AB"]              | ["`Īካ"]
  string, surrogate pair escape        | ["\uD801\udc37"]                    | ["𐐷"]
  string, two surrogate pairs          | ["\ud83d\ude39\ud83d\udc8d"]        | ["😹💍"]
  string, first pair                   | ["\uD800\uDC00"]                    | ["𐀀"]
  string, last pair, not a character   | ["\uDBFF\uDFFF"]                    | ["⟨F4 8F BF BF⟩"]
  string, all simple escapes           | ["\"\\\/\b\f\n\r\t"]                | ["\"\\/\u0008\u000C\u000A\u000D\u0009"]
  string, escaped backslash and u      | ["\\u0000"]
  string, escaped quote                | ["\""]
  string, escaped backslash then a     | ["\\a"]
  string, escaped backslash then n     | ["\\n"]
  string, escaped control character    | ["\u0012"]
  string, escaped not-a-character FFFF | ["\uFFFF"]                          | ["⟨EF BF BF⟩"]
  string, escaped not-a-character FDD0 | ["\uFDD0"]                          | ["⟨EF B7 90⟩"]
  string, escaped not-a-character 1FFFE| ["\uD83F\uDFFE"]                    | ["⟨F0 9F BF BE⟩"]
  string in an array                   | ["asd"]
  string in an array with space before | [ "asd"]                            | ["asd"]
  string, raw not-a-character FFFF     | ["⟨EF BF BF⟩"]
  string, raw not-a-character 10FFFF   | ["⟨F4 8F BF BF⟩"]
  string with a zero width no break    | ["⟨EF BB BF⟩"]
  string, NBSP, raw                    | ["new⟨C2 A0⟩line"]
  string, NBSP, escaped                | ["new\u00A0line"]                   | ["new⟨C2 A0⟩line"]
  string, escaped NUL                  | ["\u0000"]
  string, one byte escape              | ["\u002c"]                          | [","]
  string, pi                           | ["π"]
  string, raw four byte character      | ["𛿿"]
  string, plain ASCII                  | ["asd "]
  string, space                        | " "
  string, unescaped U+2028             | ["⟨E2 80 A8⟩"]
  string, unescaped U+2029             | ["⟨E2 80 A9⟩"]
  string, escaped U+2028               | ["\u2028\u2029"]                    | ["⟨E2 80 A8 E2 80 A9⟩"]
  string, escaped quote and backslash  | ["\u0022\u005C"]                    | ["\"\\"]
  string, hexadecimal in both cases    | ["\uAbCd\uaBcD"]                    | ["ꯍꯍ"]
  string, two byte character           | ["é"]
  string, three byte character         | ["⍂㈴⍂"]
  string, raw character and escape     | ["€\u00e9€"]                        | ["€é€"]
  string, NFC and NFD are kept         | ["é⟨65 CC 81⟩"]
  string with DEL                      | ["⟨7F⟩"]
  string with DEL among letters        | ["a⟨7F⟩a"]
  string, C1 control, raw              | ["⟨C2 85⟩"]
  string, escaped after text           | ["a\n"]                             | ["a\u000A"]
  string, with what looks like JSON    | ["{[,:]}"]
  string, with what looks like comment | ["a/*b*/c/*d//e#f"]
  string, thirty combining marks       | ["⟨CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81⟩⟨CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81⟩⟨CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81 CC 81⟩"]
  lone false                           | false
  lone integer                         | 42
  lone negative real                   | -0.1
  lone null                            | null
  lone string                          | "asd"
  lone true                            | true
  lone empty string                    | ""
  lone zero                            | 0
  line feed at the end                 | ["a"]⟨0A⟩                           | ["a"]
  true in an array                     | [true]
  white space alone in an array        | ⟨20⟩[]⟨20⟩                          | []
  all white space                      | ⟨09 0A 0D 20⟩[⟨09 0A 0D 20⟩1⟨09 0A 0D 20⟩,⟨09 0A 0D 20⟩2⟨09 0A 0D 20⟩]⟨09 0A 0D 20⟩ | [1,2]
  white space in an object             | ⟨09⟩{⟨0D 0A⟩"a"⟨09⟩:⟨0D⟩0⟨0A⟩}⟨20⟩  | {"a":0}
  """#)
