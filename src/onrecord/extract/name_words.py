"""Words that tell what kind of thing a capitalised name names."""

from onrecord.extract.lexicon import vocabulary

COMPANY_ENDINGS = vocabulary(
    "Inc Inc. Corp Corp. Corporation LLC L.L.C. LLP Ltd Ltd. Limited Co Co. Company Companies PLC plc AG GmbH SA "
    "Holdings Technologies Technology Systems Solutions Industries Partners Enterprises Airlines Motors "
    "Pharmaceuticals Software Consulting Logistics Electronics Laboratories Labs Bancorp Ventures Capital"
)
PUBLIC_ENDINGS = vocabulary(
    "Department Agency Bureau Ministry Commission Administration Authority Council Court Congress Senate "
    "Parliament Committee Subcommittee Army Navy Police Sheriff Government Directorate Inspectorate Legislature "
    "Treasury Assembly Corps Guard Tribunal"
)
ORGANISATION_ENDINGS = vocabulary(
    "University Institute Foundation Association Union Center Centre Party Church Coalition Alliance Society "
    "College School Club League Federation Network Hospital Museum Group Project Campaign Times Post Journal News "
    "Magazine Tribune Herald Gazette Chronicle Press Radio Television Bank Fund Trust Forum Initiative "
    "Organization Organisation Conference Academy Laboratory Orchestra Team PAC"
)
HEADS = vocabulary(
    "Department Bureau Office Ministry University Bank Board Committee City County State House Court Institute "
    "Council Commission Center Centre College School Church Society Association Agency Secretariat League "
    "Federation Chamber Academy Union Organization Organisation Army Port Village Town District Division"
)
"""Words after which "of" goes on with the name ("Department of Justice")."""
HEADS_WITH_ON = vocabulary("Committee Subcommittee Commission Council Conference")
HEADS_WITH_FOR = vocabulary(
    "Center Centre Institute Council Foundation Society Association Agency Office Campaign Coalition Union "
    "Network Department Fund"
)
PUBLIC_HEADS = vocabulary(
    "Department Bureau Office Ministry Committee City County Court Commission Agency Board House Council Town "
    "Village District"
)
WORKS_ENDINGS = vocabulary(
    "Act Bill Amendment Resolution Treaty Agreement Accord Constitution Award Prize Day Week Month Eve Street "
    "Avenue Road River Lake Mountain Mountains Island Islands Ocean Sea Bay Valley Airport Bridge Park Beach "
    "Area Region Hotel War Code Section Article Chapter Season Summit Debate Caucus Primary Election Convention"
)
"""A name that ends so is no party."""
PLACE_ENDINGS = vocabulary(
    "County Area City Town Township Village District Region Province Bay Island Islands River Valley Street Avenue Road "
    "Coast Heights Hills Springs Harbor Harbour Borough Parish Square Peninsula Canyon Creek Desert Plaza Boulevard"
)
"""Words no person's name ends in: they make a place of the name before them, whatever given name it begins with."""
PLACE_OPENINGS = vocabulary("San Santa Santo Los Las El Fort Port Mount St. St Saint New")
"""Words before a given name that make a place of it (`San Diego`)."""
PRIVATE_BUREAUS = vocabulary("Farm Business Credit Travel Visitors")
"""Words before "Bureau" that make an association of it."""

HONORIFICS = vocabulary("Mr Mr. Mrs Mrs. Ms Ms. Miss Dr Dr. Sir Dame Lord Lady Madam Mx Mx.")
OFFICES = vocabulary(
    "Sen Sen. Senator Rep Rep. Representative Gov Gov. Governor President Vice-President Secretary Judge Justice "
    "Gen Gen. General Lt Lt. Col Col. Colonel Maj Maj. Major Capt Capt. Captain Sgt Sgt. Sergeant Adm Adm. "
    "Admiral Prof Prof. Professor Rev Rev. Reverend Pope Cardinal Bishop Rabbi King Queen Prince Princess "
    "Chancellor Premier Minister Mayor Sheriff Chairman Chairwoman Chair Speaker Ambassador Commissioner "
    "Congressman Congresswoman CEO CFO CTO COO CIO Director Attorney Officer Detective Supt Councilman "
    "Councilwoman Deputy Sens Sens. Reps Reps. Chief"
)
ROLE_NOUNS = vocabulary(
    "president chief executive officer director manager secretary spokesman spokeswoman spokesperson senator "
    "congressman congresswoman representative professor lawyer attorney analyst engineer founder co-founder "
    "cofounder chairman chairwoman chairperson chair head leader minister mayor governor judge general adviser "
    "advisor commissioner ambassador editor reporter journalist strategist consultant researcher scientist "
    "economist historian author activist organizer organiser volunteer voter employee worker staffer aide "
    "official deputy ceo cfo cto coo cio owner partner principal administrator superintendent sheriff detective "
    "sergeant captain colonel major admiral pollster pastor bishop rabbi doctor nurse teacher student farmer "
    "developer designer candidate nominee delegate lawmaker legislator counsel prosecutor inspector auditor "
    "member host anchor correspondent columnist producer actor actress singer writer investor investigator "
    "scholar fellow expert specialist technologist architect coordinator boss chief-of-staff mogul businessman "
    "businesswoman billionaire veteran soldier agent chancellor premier trustee"
)
ROLE_MODIFIERS = vocabulary(
    "former ex current new senior junior deputy assistant associate acting interim longtime vice general "
    "national chief executive managing founding principal first press public campaign state federal local "
    "presidential republican democratic staff political policy communications marketing sales finance financial "
    "operating technology information security engineering software product programme program research medical "
    "legal white house district u.s. us american british canadian french german israeli russian chinese fellow "
    "incoming outgoing retired top lead prime foreign defense defence interior attorney majority minority party "
    "congressional senate house committee co"
)

PLACES = vocabulary(
    "America American Americans Europe European Europeans Africa African Asia Asian Britain British England "
    "English Scotland Scottish Wales Ireland Irish France French Germany German Germans Italy Italian Spain "
    "Spanish Russia Russian Russians China Chinese Japan Japanese India Indian Canada Canadian Mexico Mexican "
    "Mexicans Brazil Australia Australian Israel Israeli Iran Iranian Iranians Iraq Iraqi Syria Syrian Syrians "
    "Afghanistan Turkey Turkish Ukraine Ukrainian Cuba Cuban Honduras Korea Korean Vietnam Pakistan Saudi Arabia "
    "Egypt Libya Libyan Yemen Greece Poland Netherlands Dutch Belgium Switzerland Swiss Sweden Norway Denmark "
    "Finland Washington Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia "
    "Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota "
    "Mississippi Missouri Montana Nebraska Nevada Hampshire Jersey Ohio Oklahoma Oregon Pennsylvania Rhode "
    "Carolina Dakota Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming Chicago Boston Philadelphia Detroit "
    "Houston Dallas Atlanta Miami Seattle Denver London Paris Berlin Moscow Beijing Tokyo Brussels Geneva Dublin "
    "Manhattan Brooklyn Hollywood Baghdad Benghazi Cleveland Milwaukee Phoenix Orlando Charlotte Baltimore "
    "Pittsburgh Cincinnati Toronto Mumbai Delhi Kabul Aleppo U.S U.S. US USA U.K U.K. UK D.C D.C. DC N.Y. N.J. "
    "N.H. N.C. S.C. U.S.A. York Angeles Francisco Diego Vegas Zealand Africa Lanka Emirates Kong Singapore Taiwan "
    "Thailand Philippines Indonesia Malaysia Nigeria Kenya Ethiopia Argentina Chile Colombia Venezuela Peru "
    "Latino Latinos Latinx Hispanic Hispanics Muslim Muslims Christian Christians Jewish Jews Jew Arab Arabs "
    "Islam Islamic Catholic Catholics Protestant Buddhist Hindu Republican Republicans Democrat Democrats "
    "Democratic Conservative Conservatives Labour Liberal Liberals Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday January February March April May June July August September October November December Jan "
    "Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Christmas Easter Thanksgiving Internet Web God I I'm COVID "
    "COVID-19 AI IT TV DVD CD OK GDP CEO PDF URL Mr Mrs Ms North South East West Northern Southern Eastern "
    "Western Midwest Middle Central Capitol Hill Twitterverse"
)
