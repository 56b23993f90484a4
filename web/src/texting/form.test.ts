import { describe, expect, it } from "vitest";

import { EMPTY, faultsOf, toForm, validate } from "./form";

const WRITTEN = {
  business: {
    ...EMPTY.business,
    legal_name: "Rosa's Plumbing LLC",
    name: "Rosa's",
    tax_id: "12-3456789",
    industry: "CONSTRUCTION",
    website: "https://rosas.example.com",
    email: "rosa@example.com",
    phone_number: "(415) 555-0100",
    street: "600 Congress Avenue",
    city: "Austin",
    state: "TX",
    postal_code: "78701",
    first_name: "Rosa",
    last_name: "Ruiz",
  },
  messages: {
    purpose: "We text customers about their appointments.",
    how_people_agree: "Customers tick a box when they book on our website.",
    agreement_link: "https://rosas.example.com/book",
    first_example: "Rosa's: we come at 9 AM. Reply STOP to opt out.",
    second_example: "Rosa's: your invoice is ready. Reply STOP to opt out.",
    privacy_link: "https://rosas.example.com/privacy",
  },
};

describe("a registration for texting", () => {
  it("names every field that reviewers would refuse", () => {
    expect(Object.keys(validate("business", EMPTY)).sort()).toEqual(
      Object.keys(EMPTY.business)
        .filter((field) => field !== "kind")
        .sort(),
    );
    expect(validate("business", WRITTEN)).toEqual({});
    expect(validate("messages", WRITTEN)).toEqual({});
    const wrong = {
      ...WRITTEN,
      messages: { ...WRITTEN.messages, purpose: "Texts", privacy_link: "rosas.example.com" },
    };
    expect(Object.keys(validate("messages", wrong))).toEqual(["purpose", "privacy_link"]);
  });

  it("sends the phone number as the API reads it, and reads the API's faults by field", () => {
    expect(toForm(WRITTEN).business.phone_number).toBe("+14155550100");
    const said = [{ field: "business.tax_id", code: "invalid_format", message: "Nine digits." }];
    expect(faultsOf(said)).toEqual({ tax_id: "Nine digits." });
  });
});
