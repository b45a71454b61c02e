@testable import SangamWeb

extension Samples {
    var verify: VerifyPage {
        VerifyPage(
            frame: frame("Check a proof", path: "/verify"),
            pasted: isFull ? text("https://sem.example.org/l/\(Self.listing)") : "",
            verdict: some(
                VerifyPage.Verdict(
                    verdictIsGood: true, verdictTitle: text("Nothing was altered"),
                    verdictLines: [
                        text("SEM South Africa signed this text on 19 November 2026."),
                        text("It is number 212 of the 8,812 changes that everybody sees."),
                        text("RIPESS Mediterranean has seen the same list."),
                    ],
                    verdictAbout: named("Umbumbano Bakery Co-op"),
                    rows: [row("Log", "sem.example.org/\(Self.node)/0"), row("Size", "8,812")],
                    hasRows: true)))
    }

    var verifyBad: VerifyPage {
        VerifyPage(
            frame: frame("Check a proof", path: "/verify"), pasted: text("x"),
            verdict: VerifyPage.Verdict(
                verdictIsGood: false, verdictTitle: text("This is not what the network signed"),
                verdictLines: [
                    text("The text was changed after it was signed. Please tell SEM South Africa.")
                ],
                verdictAbout: nil, rows: [], hasRows: false))
    }

    var ask: AskPage {
        var page = AskPage(
            frame: frame("Ask a question", path: "/ask/\(Self.listing)"),
            about: named("Umbumbano Bakery Co-op"),
            recipientText: text("Your message goes to the steward of SEM South Africa by e-mail."),
            theirPage: isFull
                ? PageLink(
                    linkText: text("https://sem.example.org/ask"),
                    linkPath: "https://sem.example.org/ask")
                : nil,
            keptText: text("Your message is kept for 30 days at most."),
            formPath: "\(root)/ask/\(Self.listing)",
            hiddenFields: [HiddenField(hiddenName: "token", hiddenValue: text("abc"))],
            faults: some([
                FormFault(faultField: "text", faultText: text("Your question is empty.")),
                FormFault(
                    faultField: "reply", faultText: text("Please say how they can answer you.")),
            ]),
            hasFaults: isFull)
        page.askText = isFull ? text("Do you have 200 rolls for Saturday?") : ""
        page.askName = isFull ? text("نادية") : ""
        page.askReplyIsWrong = isFull
        page.askTextIsWrong = isFull
        return page
    }

    var correct: CorrectPage {
        let reasons = [
            ("wrong", "Something is wrong"), ("closed", "It does not exist any more"),
            ("double", "It is listed twice"), ("mine", "This is mine, and I want to look after it"),
            ("remove", "I am listed here and want to be removed"),
            ("harm", "It is harmful or a fraud"),
        ]
        return CorrectPage(
            frame: frame("Report or correct", path: "/correct/\(Self.listing)"),
            about: named("Umbumbano Bakery Co-op"),
            recipientText: text("Your note goes to SEM South Africa, which listed it."),
            theirPage: nil, keptText: text("Your note is kept for 30 days at most."),
            formPath: "\(root)/correct/\(Self.listing)",
            hiddenFields: [HiddenField(hiddenName: "token", hiddenValue: text("abc"))],
            faults: [], hasFaults: false,
            reasons: reasons.map {
                CorrectPage.Reason(
                    reasonValue: $0.0, reasonText: text($0.1), reasonIsChosen: $0.0 == "wrong")
            },
            fields: some([
                CorrectPage.Field(
                    fieldName: "name-en", fieldLabel: text("Name, English"),
                    fieldValue: text("Umbumbano Bakery Co-op"), fieldLang: "en"),
                CorrectPage.Field(
                    fieldName: "name-ar", fieldLabel: text("Name, العربية"),
                    fieldValue: text("مخبز"), fieldLang: "ar"),
                CorrectPage.Field(
                    fieldName: "description-en", fieldLabel: text("Description"),
                    fieldValue: text("We began with one oven in 2019."), fieldIsLong: true),
            ]),
            correctNote: isFull ? text("The phone has a new number.") : "")
    }

    var sent: SentPage {
        SentPage(
            frame: frame("Sent", path: "/ask/\(Self.listing)"),
            sentTitle: text("Your question is on its way"),
            sentLines: [
                text("SEM South Africa has it and passes it to Umbumbano Bakery Co-op."),
                text("If nobody answers within a week, try their phone number."),
            ],
            about: named("Umbumbano Bakery Co-op"))
    }

    var textPage: TextPage {
        TextPage(
            frame: frame("Help", path: "/help"),
            operatorLinks: some([
                value("sem.example.org", href: "https://sem.example.org", note: "website"),
                value("hello@sem.example.org", href: "mailto:hello@sem.example.org"),
            ]),
            hasOperatorLinks: isFull)
    }

    var message: MessagePage {
        MessagePage(
            frame: frame("This listing was removed", path: "/l/x"),
            messageTitle: text("This listing was removed"),
            messageText: text("Its network withdrew it. Nothing of it is kept here."),
            messageLinks: [link("Search for something like it"), link("All networks", "/networks")])
    }
}
