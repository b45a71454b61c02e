import SangamLog

/// The worked example of the protocol's design, byte for byte.
enum WorkedExample {
    static let nodeID = "k4gidesfoerp245rpxqf2vacrwd7bj7w"
    static let origin = "sem.example.org/k4gidesfoerp245rpxqf2vacrwd7bj7w/0"

    /// A section with entries 0–2 of a log of size 4.
    static let section = ascii(
        #"""
        sangam section v1
        identity
        sangam identity v1
        number 0
        label sem.example.org
        signing OdB3Vu+QaasUY3YJ3SWwYwl7iFdXSUvNBU4kP2DrL2Y=
        cosigner hwzvSeMC9fEsq+EUbIRS8WfrV+cfOJkucShBxaDJY1Q=
        recovery y1ZkY+JhTu1JG7W7JGyAGlhSF5dg5KSg6lffpT+bWxU=
        time 1795000000

        — sem.example.org/k4gidesfoerp245rpxqf2vacrwd7bj7w/0 PZtRWdnPY/nm2iXbH9U+Cxs+YebRieM32TKgq9614n/GS3Pa5ZNoHeFMY1gdB9oB5J5uomDExKwgjVtuIcDLxiEFhQI=
        checkpoint
        sem.example.org/k4gidesfoerp245rpxqf2vacrwd7bj7w/0
        4
        ZbaZmIBnXzRus4Lbt2+NFRpoHL1bgnJe1CiSLmSNMgY=

        — sem.example.org/k4gidesfoerp245rpxqf2vacrwd7bj7w/0 PZtRWY9NTyBbcCMu+KDoK4vzdxU1Xcwu17nPz/MwtUIf6qS4zxoiK3S08sa4KIrFp7GhyEjgLz0AA1BPfbDNp0bo+gY=
        range 0 3
        proof +Ni1shIE1FiDT9jdxaoA24l/WQlmBILWKDcs3rmR5mo=
        proof jniw0z57CmFlFyRtHGmonNS3Gac2wM46h0UWwd+FrQ8=
        proof Oo1DpCSV5o8s4jiqzUWsEWqhjaBMORrfAOIqV5HLMEc=
        p network/qlz6truv3rvy2gyrqggvoamrty 1795000001 ZU4sh9eCDL6xtbVQ9DFmVA== {"kind":"network","lang":"en","name":{"en":"SEM South Africa"},"url":"https://sem.example.org"}
        p organisation/3n372anpsvzcdjeytnslg5ykqm 1795000100 6InTC4VCHozIMNFfO1AIwQ== {"kind":"organisation","lang":"zu","name":{"zu":"Isibindi\nCo-op"}}
        e remove offer/4sowhmviu6hqjc5pys2fsabjma 1795000200
        end

        """#)

    /// Statement 1, which closes epoch 0 at size 2.
    static let statementOne = ascii(
        #"""
        sangam identity v1
        number 1
        node sem.example.org/k4gidesfoerp245rpxqf2vacrwd7bj7w
        previous VwyBkkVxIv1zsX3gXVQCjYfwp/beqj7BgnlCA752pdk=
        closes 2 Oo1DpCSV5o8s4jiqzUWsEWqhjaBMORrfAOIqV5HLMEc=
        signing MDP5HEBizau1vPB/J0v471eRjvIVXjiWlN1Cog5pkoY=
        cosigner cLFL8IeWpQv/awzIzLlPQ9nwA45tuCUIXBpS6ZXU0lU=
        recovery-key pf9uC4L6CjUt0wkEJzGLkC5BQ2Gt13E4TFBx9E8qDcU=
        recovery LwD1yUpmmRoyoS0kVp5kgrpNqINsHUkuRmGmVPxHOvs=
        time 1795100000

        — sem.example.org/k4gidesfoerp245rpxqf2vacrwd7bj7w/1 N/1vhtgSPVz4302RR8HvU1MZaMfrWOAX9zd8fQRAXn1hEkRzaepzJQCNQVY7tH0IwVAxQQrdZ5Gub9MExkTSJsORUgc=
        — sem.example.org/k4gidesfoerp245rpxqf2vacrwd7bj7w/recovery HJ9aiJxwOFYhtoHyim9FdKT/9XG37WwQ6VvUmcrUy8U3NoU7o56CtYzHyecBB10EA8U1Eh7MtuZRataRxQyaUjzISgI=

        """#)

    /// Entry 3, which is not in the section, and its payload.
    static let entryThree =
        "put event/ulwivwwh7usljn5i5xmj2buzau 1795000300 "
        + "ttBA/bofVOfVr6P32/t9Kw5se3bjYIXar4TYyxqRRUY="
    static let payloadThree = #"{"kind":"event","lang":"en","name":{"en":"Market day"}}"#

    /// Units: Unix seconds.
    static let times: [UInt64] = [1_795_000_000, 1_795_100_000]
}
