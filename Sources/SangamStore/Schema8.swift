import GRDB

/// The eighth migration: when the next membership begins. The rows that the filters by day of the
/// week and by membership ask for are made by the tenth.
enum Schema8 {
    static func migrate(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE INDEX survey_begins ON survey (first)
                    WHERE first IS NOT NULL AND last IS NULL
                """)
    }
}
