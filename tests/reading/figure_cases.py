"""Invented sentences with the figures that a reader would put in a ledger; written before the rules were tuned.

A figure reads `measure group amount`: `12` exactly, `~80` about, `>=2` at least, `>10` more than, `<=20` up to, `<5`
fewer than, `10..12` between, `?3-9` vague, `?` vague without numbers. `^` before it: another figure counts these people
too. `|` between groups: either is right. Figures stand with `;` between them; an empty string: no figure.
"""

CASES: tuple[tuple[str, str], ...] = (
    # plain clauses
    ("At least 12 people were killed when shells hit the market in Old Karvin on Tuesday.", "killed people >=12"),
    ("Five soldiers died and about 80 were injured in the fighting.", "killed soldiers 5; wounded soldiers|people ~80"),
    (
        "The strike killed 12 and wounded 30, among them 5 children.",
        "killed people 12; wounded people 30; ^wounded children 5",
    ),
    ("A soldier was killed near Lomas.", "killed soldiers 1"),
    ("Norvian gunners killed the commander of the garrison.", "killed soldiers 1"),
    ("Three villagers have been wounded.", "wounded civilians 3"),
    ("Up to 20 fighters were captured by the army.", "captured fighters <=20"),
    ("More than 3,000 people fled the town.", "displaced people >3000"),
    ("The rebels abducted seven aid workers.", "abducted aid_workers 7"),
    ("Six fishermen are still missing.", "missing civilians|people 6"),
    # bounds and vague words
    ("Between 10 and 12 people were killed in the raid.", "killed people 10..12"),
    ("Two to three policemen were hurt.", "wounded police 2..3"),
    ("Some 40 residents were injured.", "wounded civilians ~40"),
    ("Dozens of protesters were detained.", "captured civilians ?24-99"),
    ("Hundreds were wounded.", "wounded people ?200-999"),
    ("Several children were hurt in the blast.", "wounded children ?3-9"),
    ("A dozen militants were killed.", "killed fighters ?12-12"),
    ("More than a hundred people were injured.", "wounded people >100"),
    ("Fewer than ten soldiers died.", "killed soldiers <10"),
    ("A number of civilians were wounded.", "wounded civilians ?"),
    ("As many as 1.2 million people have been displaced.", "displaced people <=1200000"),
    # lists of persons
    (
        "A woman and a child were killed in the shelling of Dravin.",
        "killed people|civilians 2; ^killed women 1; ^killed children 1",
    ),
    ("The mayor and his driver were killed.", "killed people 2; ^killed officials 1; ^killed civilians|people 1"),
    (
        "A couple and their three children died in the fire after the raid.",
        "killed people|civilians 5; ^killed civilians 2; ^killed children 3",
    ),
    (
        "A family of six, including a woman and four children, was killed.",
        "killed civilians 6; ^killed women 1; ^killed children 4",
    ),
    ("Three brothers aged 4, 6 and 9 were killed.", "killed children|civilians 3"),
    ("A 12-year-old boy was wounded.", "wounded children 1"),
    ("A farmer, 61, was killed by a mine.", "killed civilians 1"),
    ("The gunmen killed two policemen and a taxi driver.", "killed people 3; ^killed police 2; ^killed civilians 1"),
    # further groups
    (
        "At least two Norvian civilians, including a child, were killed and 11 others wounded.",
        "killed civilians >=2; ^killed children 1; wounded civilians|people 11",
    ),
    ("The blast killed one and injured two others.", "killed people 1; wounded people 2"),
    ("Twelve more died in Lower Karvin.", "killed people 12"),
    ("Another 3 were hurt.", "wounded people 3"),
    # subsets
    (
        "The ministry said 80 people were wounded, and 15 of them are civilians.",
        "wounded people 80; ^wounded civilians 15",
    ),
    ("Nine people were killed, most of them women.", "killed people 9"),
    ("Seven people died, four of them children.", "killed people 7; ^killed children 4"),
    ("Two men were killed, one of whom was a journalist.", "killed men 2; ^killed journalists 1"),
    # verbless, headlines, nouns
    ("Shelling kills 9 in Old Karvin", "killed people 9"),
    ("2 Civilian deaths and 100 casualties reported", "killed civilians 2; casualties people 100"),
    ("12 dead, 30 wounded in market attack", "killed people 12; wounded people 30"),
    ("An injured child in Dravin", "wounded children 1"),
    ("Five deaths and about 80 injuries have been reported.", "killed people 5; wounded people ~80"),
    ("The deaths of four children were confirmed by the hospital.", "killed children 4"),
    ("They condemned the killing of 12 people in Lomas.", "killed people 12"),
    ("The death toll rose to 45 from 32.", "killed people 45"),
    ("Two more bodies were found, bringing to 45 the number of dead.", "killed people 2; killed people 45"),
    ("The attack left 12 people dead.", "killed people 12"),
    ("The bombing claimed the lives of 12 miners.", "killed civilians|people 12"),
    ("12 bodies were recovered from the rubble.", "killed people 12"),
    ("Unfortunately, five deaths have been recorded.", "killed people 5"),
    # zero and negation
    ("No one was killed.", "killed people 0"),
    ("No casualties were reported.", "casualties people 0"),
    ("There were no injuries.", "wounded people 0"),
    # things
    (
        "Norvia has lost 14 drones, 2 helicopters and an unspecified number of armoured vehicles.",
        "destroyed drones 14; destroyed helicopters 2; destroyed armoured_vehicles ?",
    ),
    ("The Lomian side shot down two enemy helicopters and three UAVs.", "destroyed helicopters 2; destroyed drones 3"),
    ("Two helicopters and three drones were shot down.", "destroyed helicopters 2; destroyed drones 3"),
    ("They destroyed several tanks.", "destroyed tanks ?3-9"),
    ("The army destroyed the village school.", "destroyed schools 1"),
    ("Twenty houses were damaged.", "damaged homes 20"),
    ("The rebels seized three armoured vehicles.", "seized armoured_vehicles 3"),
    # clauses of other kinds, capitals
    ("The 12 people who were killed came from Lomas.", "killed people 12"),
    ("SIX PEASANTS WERE KILLED BY THE GUERRILLAS.", "killed civilians 6"),
    ("Three of the wounded later died.", "killed people 3"),
    (
        "Before that, a six-year war had claimed 30,000 lives, while about 800,000 Norvians were forced to flee.",
        "killed people 30000; displaced people ~800000",
    ),
    (
        "Her husband was killed alongside their two daughters.",
        "killed people|civilians 3; ^killed men 1; ^killed civilians|women|children 2",
    ),
    # not figures
    ("The village has a total of 150 residents.", ""),
    ("The talks died after six years.", ""),
    ("Dravin United lost 3-1 to Karvin on Sunday.", ""),
    ("The attack could kill thousands of civilians.", ""),
    ("They regret the senseless loss of life.", ""),
    ("The 3rd Brigade fired 122 mm shells over 12 km.", ""),
    ("The new rules killed the deal.", ""),
    ("He threatened to kill two hostages.", ""),
    ("Everyone aged above 18 is called up under Article 51.", ""),
    ("If 12 more soldiers are killed, the talks will end.", ""),
    ("Soldiers were killed.", "killed soldiers ?"),
    ("Since 1994 the town has marked the 30th anniversary of the battle of 12 May.", ""),
)

LATER: tuple[tuple[str, str], ...] = (
    # written after the rules, to see how they do on what they had not met: 27 of 30 at first sight
    (
        "Militants ambushed a convoy near Sarn, killing eleven soldiers and capturing two.",
        "killed soldiers 11; captured soldiers|people 2",
    ),
    ("The ministry put the number of wounded at 64.", "wounded people 64"),
    (
        "At least 33 migrants, most of them Tarvians, drowned or were shot dead at the border.",
        "killed people|civilians >=33",
    ),
    ("Government troops lost nine men in the clash.", "killed men|soldiers 9"),
    ("A nurse and two of her patients were among the dead.", "killed medics 1; killed people >=2"),
    ("Rescuers pulled 14 bodies from the ruins of the hotel.", "killed people 14"),
    ("No soldiers were hurt, the army said.", "wounded soldiers 0"),
    ("A roadside bomb wounded four policemen, one of them seriously.", "wounded police 4"),
    ("The navy sank two patrol boats.", "destroyed ships 2"),
    ("An air raid on Belmur left eight dead and more than 20 injured.", "killed people 8; wounded people >20"),
    ("Some 2,500 families have been displaced since the offensive began in March.", "displaced civilians|people ~2500"),
    (
        "Rebels shot dead a village elder and his brother.",
        "killed people|civilians 2; ^killed elderly 1; ^killed civilians|men 1",
    ),
    (
        "In the past 24 hours, 17 civilians were killed and 40 wounded across the province.",
        "killed civilians 17; wounded people|civilians 40",
    ),
    ("Fifteen-year-old Mina Torv was killed by shrapnel.", "killed children|people 1"),
    ("Three children were among those killed.", "killed children 3"),
    ("Two journalists have gone missing in the north.", "missing journalists 2"),
    (
        "The drone strike destroyed a bridge and two fuel depots.",
        "destroyed infrastructure 1; destroyed infrastructure 2",
    ),
    (
        "The general said his men had killed 40 insurgents and arrested 12.",
        "killed fighters 40; captured fighters|people 12",
    ),
    ("Police said nobody was injured in the explosion.", "wounded people 0"),
    ("The explosion injured at least 60, five of them critically.", "wounded people >=60"),
    ("A doctor counted 19 bodies at the hospital.", "killed people 19"),
    ("The two sides exchanged 50 prisoners on Friday.", ""),
    ("The earthquake relief flight carried 12 tonnes of food.", ""),
    ("He was killed instantly and his two cousins were wounded.", "wounded civilians|people 2"),
    ("More than 400 homes were destroyed and 1,200 damaged.", "destroyed homes >400; damaged homes 1200"),
    ("Officials fear the toll may rise.", ""),
    ("The clashes have left over 300 people dead this year.", "killed people >300"),
    ("Four generals were dismissed after the defeat.", ""),
    ("Gunmen kidnapped 21 pupils from a school in Dorna.", "abducted civilians|children 21"),
    ("The group has executed five captives, including two women, a monitor said.", "killed people 5; ^killed women 2"),
    # and a second time, after those had been put right: again 27 of 30 at first sight
    ("Fighters loyal to the junta shot and killed three teachers in Belmur.", "killed civilians 3"),
    ("Seventeen Tarvian troops were taken prisoner, the separatists said.", "captured soldiers 17"),
    ("Health officials said the toll had reached 210, with 600 others hurt.", "killed people 210; wounded people 600"),
    (
        "At least one person was killed and four others, including a pregnant woman, were injured.",
        "killed people >=1; wounded people 4; ^wounded women 1",
    ),
    ("The missile hit a bus, killing all 14 passengers on board.", "killed civilians|people 14"),
    ("The bodies of five men were found in a well.", "killed men 5"),
    ("The army lost 3 tanks and 11 armoured personnel carriers.", "destroyed tanks 3; destroyed armoured_vehicles 11"),
    ("Thousands of residents fled Sarn overnight.", "displaced civilians ?2000-9999"),
    ("Two of the injured are in critical condition.", ""),
    ("The offensive has so far displaced 90,000 people.", "displaced people 90000"),
    ("Sniper fire killed a 9-year-old girl and wounded her mother.", "killed children 1; wounded women 1"),
    ("Police arrested 23 demonstrators.", "captured people|civilians 23"),
    ("Anti-aircraft guns downed six drones over the port.", "destroyed drones 6"),
    ("Dozens are feared dead after the ferry was shelled.", "killed people ?24-99"),
    ("He survived the 2016 attack in which 31 people died.", "killed people 31"),
    ("Neither side reported any casualties.", ""),
    (
        "A gunman opened fire on worshippers, killing at least eight, including the imam.",
        "killed people|civilians >=8; ^killed people|officials|civilians 1",
    ),
    ("Of the 40 wounded, 12 are children.", "wounded people 40; ^wounded children 12"),
    ("A suicide bomber killed himself and nine others.", "killed people|fighters 9"),
    ("The bomb tore through a crowd of 300 people.", ""),
    ("The regiment, founded in 1812, has 900 soldiers.", ""),
    ("Four civilians have died and another is in hospital.", "killed civilians 4"),
    ("Officials in Dorna reported two dead and six missing.", "killed people 2; missing people 6"),
    (
        "Shells destroyed 12 houses and a clinic, and damaged a school.",
        "destroyed homes 12; destroyed hospitals 1; damaged schools 1",
    ),
    (
        "A minibus struck a mine, leaving seven passengers dead and two wounded.",
        "killed civilians|people 7; wounded people|civilians 2",
    ),
    ("It was the third attack in two weeks.", ""),
    ("The president said 1,300 soldiers had been killed since the war began.", "killed soldiers 1300"),
    ("Among the wounded were two doctors.", "wounded medics 2"),
    ("At 6 a.m. two rockets landed near the school, wounding a guard.", "wounded people|soldiers|civilians 1"),
    ("Kidnappers released 14 hostages on Sunday.", ""),
    # trades that no table holds, "of the dead", wounds told by where they are, models, "both" and "old"
    ("A farrier was killed and a luthier was wounded in Lomas.", "killed people 1; wounded people 1"),
    (
        "Gunmen killed a teacher, his wife and a night watchman.",
        "killed people 3; ^killed civilians 1; ^killed women 1; ^killed civilians 1",
    ),
    (
        "A bomb targeting a patrol killed four soldiers and a passer-by, according to the interior ministry.",
        "killed people 5; ^killed soldiers 4; ^killed civilians 1",
    ),
    ("The death toll has risen to nine. Two of the dead are children.", "killed people 9; ^killed children 2"),
    ("Three other people were being treated for gunshot wounds.", "wounded people 3"),
    ("A villager was hit in the leg.", "wounded civilians 1"),
    ("The driver killed a woman and injured nineteen others.", "killed women 1; wounded people 19"),
    ("A Boeing 737-800 jet was shot down.", "destroyed aircraft 1"),
    ("A 25-year-old man was arrested.", "captured men 1"),
    ("He saw 35 bodies, with victims both alive and dead around them.", "killed people 35"),
    ("The group recorded the death under torture of a baker.", "killed civilians 1"),
)

UNTOLD: tuple[tuple[str, str], ...] = (
    # nobody counts them, but people were hit
    ("Two miners were killed and others were wounded.", "killed civilians 2; wounded civilians|people ?"),
    ("The raid on Dravin caused deaths and injuries.", "killed people ?; wounded people ?"),
    ("Martyrs and wounded were brought to the clinic.", "killed people ?; wounded people ?"),
    ("Villagers were injured when a shell hit the mill.", "wounded civilians ?"),
    ("A strike hit the mill, killing workers.", "killed civilians ?"),
    ("He died of his injuries.", ""),
    ("She was treated for injuries to her leg.", ""),
    ("Mines kill farmers every year.", ""),
    ("No soldiers were killed.", "killed soldiers 0"),
    ("The raid on Dravin was long, and the dead are still being counted.", ""),
    ("Lomas put the number of wounded at around 51.", "wounded people ~51"),
    ("Shells fell on the mill at around 9.", ""),
    # parts of those who are not counted here
    ("The dead included more than 8 women, the mayor said.", "killed women >8"),
    ("Among the dead were 7 children, Velkan said.", "killed children 7"),
    ("Seven of the dead were women, Velkan said.", "killed women 7"),
    ("Four women were among those killed, mayor Ada Bell said.", "killed women 4"),
    # two clauses without verbs, and a verb among the objects of another
    (
        "“We counted six rebels dead and 18 rebels injured,” the Dravin hospital said.",
        "killed fighters 6; wounded fighters 18",
    ),
    ("The army spoke of 27 people killed and 79 people injured.", "killed people 27; wounded people 79"),
    (
        "The fighting in Karvin on Friday killed no fewer than three fighters and injured 15 fighters, the army said.",
        "killed fighters >=3; wounded fighters 15",
    ),
    # things
    ("The ministry said that the number of drones destroyed had risen to 8.", "destroyed drones 8"),
    ("A car packed with explosives blew up near the mill, killing 25 people.", "killed people 25"),
    ("Three tanks blew up on Friday.", "destroyed tanks 3"),
    # hospitals
    ("At least 21 people were taken to hospital with injuries.", "wounded people >=21"),
    ("Nine bodies were taken to hospital.", "killed people 9"),
    ("They accused the guards of killing prisoners.", ""),
    # a clause of its own after a list
    (
        "Four people were killed, including a nurse and her son, and at least two others injured.",
        "killed people 4; ^killed medics 1; ^killed civilians|children 1; wounded people >=2",
    ),
    (
        "Seven people, including two women, were killed and at least five civilians, including a child, were hurt.",
        "killed people 7; ^killed women 2; wounded civilians >=5; ^wounded children 1",
    ),
    (
        "Nine guards were killed and dozens were injured, including two nurses.",
        "killed soldiers|people 9; wounded people ?24-99; ^wounded medics 2",
    ),
    # ages
    ("A 37-year old woman was killed.", "killed women 1"),
    ("Her six-year-old son was wounded.", "wounded children 1"),
    ("A 9-month-old cousin of the driver was killed.", "killed children 1"),
    # lists with relations, ages and appositions
    (
        "Ada Moran was killed alongside her two sons, Ivan Moran and Pavel Moran.",
        "killed people 3; ^killed people 1; ^killed civilians|children 2; ^killed people 1; ^killed people 1",
    ),
    ("Their infant daughter was killed.", "killed children 1"),
    ("The six miners' deaths were mourned.", "killed people|civilians 6"),
)
