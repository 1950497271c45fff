#!/usr/bin/env python3
"""Every shipped model is the one that its card speaks of, and all of them together stay small."""
import hashlib
import json
import os
import sys
import unittest

MODELS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "models")


class Models(unittest.TestCase):
    def cards(self):
        names = sorted(n for n in os.listdir(MODELS) if n.endswith(".card.json"))
        self.assertEqual(["en.card.json", "zh.card.json"], names)
        return [json.load(open(os.path.join(MODELS, n), encoding="utf-8")) for n in names]

    def test_a_card_has_the_hash_of_its_model(self):
        for card in self.cards():
            data = open(os.path.join(MODELS, card["file"]), "rb").read()
            self.assertEqual(card["sha256"], hashlib.sha256(data).hexdigest(), card["file"])
            self.assertEqual(card["bytes"], len(data))

    def test_a_model_says_how_sure_its_statements_are(self):
        for card in self.cards():
            with open(os.path.join(MODELS, card["file"]), "rb") as f:
                header = json.loads(f.read(int.from_bytes(f.read(8), "little")))
            relations = sum("=" not in name for name in header["__metadata__"]["outputs"].split("\n"))
            self.assertEqual([relations, 13], header["calibration"]["shape"], card["file"])

    def test_a_card_names_base_weights_data_and_licences(self):
        for card in self.cards():
            self.assertTrue(card["base"]["licence"])
            self.assertTrue(card["data"])
            for source in card["data"]:
                self.assertTrue(source["name"] and source["licence"], source)

    def test_the_models_stay_under_sixty_megabytes(self):
        self.assertLess(sum(card["bytes"] for card in self.cards()), 60_000_000)


if __name__ == "__main__":
    sys.exit(unittest.main())
